"""Names, order and identity of what stands in a .pb file (pabulib.org/format).

The order of keys and columns is the one that the published checker demands; what is not named here
is not part of the format, is kept at import and is left out of exports.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Section(StrEnum):
    """The three parts of a file, in this order."""

    META = "META"
    PROJECTS = "PROJECTS"
    VOTES = "VOTES"


class VoteType(StrEnum):
    """Kinds of ballots that can be counted as dots; rankings (ordinal) cannot."""

    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    APPROVAL = "approval"
    CHOOSE_ONE = "choose-1"

    @property
    def has_points(self) -> bool:
        """Tell whether ballots state points; without, each named project gets one."""
        return self in {VoteType.CUMULATIVE, VoteType.SCORING}


META_ORDER = (
    "description", "country", "unit", "district", "subunit", "instance", "num_projects",
    "num_votes", "budget", "vote_type", "rule", "date_begin", "date_end", "min_length",
    "max_length", "min_sum_cost", "max_sum_cost", "min_points", "max_points", "min_sum_points",
    "max_sum_points", "default_score", "min_project_cost", "max_project_cost",
    "min_project_score_threshold", "neighborhoods", "subdistricts", "categories", "edition",
    "language", "currency", "fully_funded", "experimental", "comment", "acknowledgments",
    "leftover_budget", "budget_per_category", "budget_per_neighborhood",
    "min_length_per_category", "max_length_per_category", "min_sum_cost_per_category",
    "max_sum_cost_per_category",
)  # fmt: skip

PROJECT_ORDER = (
    "project_id", "cost", "votes", "score", "name", "category", "beneficiaries", "selected",
    "neighborhood", "subunit", "district", "description", "public_id", "latitude", "longitude",
)  # fmt: skip
"""`proposer` is part of the format as well; it names a person and is neither kept nor written."""

MAY_BE_EMPTY = frozenset({"category", "beneficiaries", "latitude", "longitude"})
"""Columns that may be empty for some projects; the others stand for all projects or for none."""

LISTS = frozenset(
    {
        "categories", "neighborhoods", "subdistricts", "budget_per_category",
        "budget_per_neighborhood", "min_sum_cost_per_category", "max_sum_cost_per_category",
        "category", "beneficiaries",
    }
)  # fmt: skip
"""Keys and columns that hold a list, separated by commas without blanks."""

RENAMED = {"target": "beneficiaries"}
"""Columns that the format called otherwise before April 2026."""

KEY = "pb:"
_BETWEEN = "#"


def list_items(text: str) -> list[str]:
    """Return the items of a list, without blanks around them and without empty ones."""
    return [item for item in map(str.strip, text.split(",")) if item]


def list_text(text: str) -> str:
    """Return a list as the format wants it: no blanks around commas, no empty items."""
    return ",".join(list_items(text))


def round_key(meta: Mapping[str, str], content: bytes) -> str:
    """Return the identity of the vote in the world: country, unit, instance and subunit.

    These four name a file on pabulib.org. A file that lacks them is known by its `content`.
    """
    parts = [meta.get(name, "") for name in ("country", "unit", "instance")]
    if not all(parts):
        return f"{KEY}{hashlib.sha256(content).hexdigest()[:32]}"
    if meta.get("subunit"):
        parts.append(meta["subunit"])
    return _bounded(KEY + "/".join(map(_escaped, parts)))


def project_key(of_round: str, project_id: str) -> str:
    """Return the identity of a project, unique among all files."""
    return _bounded(f"{of_round}:{_escaped(project_id)}")


def meta_as_facts(of_round: str, meta: Mapping[str, str]) -> dict[str, str]:
    """Return META as facts of the workshop; those of several files keep apart."""
    return {f"{of_round}{_BETWEEN}{name}": value for name, value in meta.items()}


def meta_of_facts(of_round: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Return what `meta_as_facts` was given for this round, empty if it was not imported."""
    start = f"{of_round}{_BETWEEN}"
    return {
        name.removeprefix(start): value for name, value in facts.items() if name.startswith(start)
    }


def _escaped(part: str) -> str:
    return re.sub(r"[%/:#]", lambda found: f"%{ord(found[0]):02X}", part)


def _bounded(key: str, limit: int = 200) -> str:
    if len(key) <= limit:
        return key
    return f"{key[: limit - 33]}~{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def heading_of(category: str, limit: int = 80) -> str:
    """Return the cluster heading for a list of categories: as many as fit, with blanks to read."""
    heading = ""
    for item in list_items(category):
        longer = f"{heading}, {item}" if heading else item
        if len(longer) > limit:
            return heading or f"{item[: limit - 1]}…"
        heading = longer
    return heading
