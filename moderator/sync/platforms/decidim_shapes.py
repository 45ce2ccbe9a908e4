"""Shapes of Decidim: GraphQL documents, texts by language, titles of 15 to 150 letters."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from moderator.domain.platforms import ItemKind, RemoteId, references_in
from moderator.sync.connectors import Remote
from moderator.sync.platforms.adhocracy_shapes import paragraphs
from moderator.sync.platforms.go_vocal_shapes import text_in
from moderator.sync.platforms.html_text import plain_text

if TYPE_CHECKING:
    from moderator.domain.platforms import Item
    from moderator.sync.connectors import Parent

TITLE = (15, 150)
TEXTS = "translations { locale text }"
_PROPOSAL = f"""
    id title {{ {TEXTS} }} body {{ {TEXTS} }} voteCount totalCommentsCount withdrawn
    state answer {{ {TEXTS} }}
"""
SURVEY = f"""
query Survey($component: ID!, $after: String) {{
  component(id: $component) {{
    id
    ... on Proposals {{
      proposals(first: 50, after: $after) {{
        pageInfo {{ hasNextPage endCursor }}
        edges {{ node {{ {_PROPOSAL} }} }}
      }}
    }}
  }}
}}
"""
ONE = f"""
query One($component: ID!, $proposal: ID!) {{
  component(id: $component) {{
    id
    ... on Proposals {{ proposal(id: $proposal) {{ {_PROPOSAL} }} }}
  }}
}}
"""
COMMENTS = """
query Comments($component: ID!, $proposal: ID!) {
  component(id: $component) {
    id
    ... on Proposals {
      proposal(id: $proposal) { id comments { id body hasComments upVotes downVotes } }
    }
  }
}
"""
PLACES = f"""
query Places {{
  participatoryProcesses {{
    title {{ {TEXTS} }}
    components {{ __typename id name {{ {TEXTS} }} }}
  }}
}}
"""
VERSION = """
query Version {
  decidim { version }
  session { user { id } }
}
"""
MUTATIONS = """
query Mutations {
  mutations: __type(name: "ProposalsMutation") { fields { name } }
}
"""
CREATE = f"""
mutation Create($component: ID!, $input: CreateProposalInput!) {{
  component(id: $component) {{
    ... on ProposalsMutation {{ createProposal(input: $input) {{ {_PROPOSAL} }} }}
  }}
}}
"""
COMMENT = """
mutation Comment($proposal: String!, $locale: String!, $body: String!) {
  commentable(
    id: $proposal, type: "Decidim::Proposals::Proposal",
    locale: $locale, toggleTranslations: false
  ) {
    addComment(body: $body, alignment: 0) { id body hasComments upVotes downVotes }
  }
}
"""
ANSWER = f"""
mutation Answer($component: ID!, $proposal: ID!, $input: AnswerInput!) {{
  component(id: $component) {{
    ... on ProposalsMutation {{
      proposal(id: $proposal) {{ answer(input: $input) {{ {_PROPOSAL} }} }}
    }}
  }}
}}
"""
WITHDRAW = """
mutation Withdraw($component: ID!, $proposal: ID!) {
  component(id: $component) {
    ... on ProposalsMutation { proposal(id: $proposal) { withdraw(input: {}) { id } } }
  }
}
"""


def for_older(document: str) -> str:
    """Return a document without what versions before `withdrawn` do not know."""
    return document.replace(" withdrawn", "")


def is_withdrawn(proposal: dict[str, Any]) -> bool:
    """Tell whether its authors took a proposal back; older versions call that a state."""
    return bool(proposal.get("withdrawn")) or proposal.get("state") == "withdrawn"


def decidim_title(title: str, context: str) -> str:
    """Return a title of 15 to 150 letters that still says what the card says."""
    least, most = TITLE
    if len(title) < least:
        title = f"{context}: {title}"
    if len(title) < least:
        title = f"{title} ".ljust(least, "·")
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"


def body(item: Item, title: str) -> str:
    """Return the text as it is sent; a title that was cut stands whole in front of it."""
    whole = str(item.content["title"])
    text = paragraphs(item)
    return "\n".join(text if title.endswith(whole) else [whole, *text])


def read_text(texts: dict[str, Any] | None, locale: str) -> str:
    """Return a translated text as lines of plain text."""
    told = {each["locale"]: each["text"] for each in (texts or {}).get("translations") or []}
    return plain_text(text_in(told, locale))


def read_proposal(proposal: dict[str, Any], locale: str, address: str) -> Remote:
    """Return a proposal as it is shown; its page is found by what it says."""
    title, text = read_text(proposal["title"], locale), read_text(proposal["body"], locale)
    votes, comments = (int(proposal.get(name) or 0) for name in ("voteCount", "totalCommentsCount"))
    references = references_in(text)
    term = references[0] if references else title
    return Remote(
        kind=ItemKind.IDEA,
        id=RemoteId(str(proposal["id"])),
        shown={"title": title, "body": text},
        url=f"{address}/search?term={quote(term)}",
        references=frozenset(references),
        activity=comments,
        age=f"{int(proposal['id']):012}",
        answers=comments + votes,
        facts={"online_for": str(votes), "online_comments": str(comments)},
    )


def answer_lines(proposal: dict[str, Any], locale: str) -> list[str]:
    """Return the official answer, a paragraph per line."""
    return read_text(proposal.get("answer"), locale).split("\n") if proposal.get("answer") else []


def answer_html(lines: list[str]) -> str:
    """Return an official answer as it is sent."""
    return "".join(f"<p>{html.escape(each, quote=False)}</p>" for each in lines)


def read_counts(proposal: dict[str, Any], locale: str) -> list[Remote]:
    """Return the counts in an official answer: the paragraphs that carry a reference of ours."""
    return [
        Remote(
            kind=ItemKind.VOTES,
            id=RemoteId(f"{proposal['id']}/{references_in(line)[0]}"),
            shown={"text": line},
            references=frozenset(references_in(line)),
            age=f"{int(proposal['id']):012}",
        )
        for line in answer_lines(proposal, locale)
        if references_in(line)
    ]


def read_comment(comment: dict[str, Any], parent: Parent) -> Remote:
    """Return a comment with votes."""
    text = plain_text(str(comment["body"]))
    return Remote(
        kind=ItemKind.VOTES,
        id=RemoteId(str(comment["id"])),
        shown={"text": text},
        references=frozenset(references_in(text)),
        parent=parent.id,
        age=f"{int(comment['id']):012}",
        answers=bool(comment["hasComments"]) + int(comment["upVotes"]) + int(comment["downVotes"]),
    )
