"""The server's own description (OpenAPI 3.1), for programs and for testers.

Every POST takes a form and answers in two ways: to `Accept: application/json` with JSON, otherwise
by leading back to a page. Refusals are problem details (RFC 9457) or a page, by the same header.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from moderator import __version__
from moderator.participant.probes import PROBES

Json = dict[str, Any]

_TEXT: Json = {"type": "string"}
_KEY: Json = {
    "type": "string",
    "maxLength": 100,
    "description": "The sender's own key, best a UUID: sent again under it, nothing more happens.",
}
_VOTER: Json = {"type": "string", "description": "Voting code; else that of the cookie."}
_DOTS: Json = {"type": "string", "pattern": "^-?[0-9]{0,4}$"}
_ON_OR_OFF: Json = {"enum": ["0", "1"]}
_PICTURE: Json = {"type": "string", "format": "binary"}

_REFUSALS = {
    400: "damaged",
    403: "no voting card, or a form of a foreign page",
    404: "does not exist",
    408: "came too slowly",
    409: "the key was used for something else",
    413: "too large",
    415: "not a form",
    421: "meant for another name",
    422: "cannot be used, and why",
    429: "too many wrong codes",
    503: "busy, nothing was saved",
}
_ALWAYS = (404, 413, 421, 503)
_FORMS = (400, 403, 408, 409, 415, 422, 429)


@cache
def api_description() -> Json:
    """Return the OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Moderator: pages for phones",
            "version": __version__,
            "description": __doc__,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "paths": _paths(),
        "components": {"schemas": _SCHEMAS, "responses": _refusals()},
    }


_SCHEMAS: Json = {
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
        },
    },
    "Done": {
        "type": "object",
        "required": ["ok", "message"],
        "properties": {
            "ok": {"const": True},
            "message": _TEXT,
            "left": {"type": "integer", "description": "dots that are not used"},
        },
    },
    "Live": {
        "type": "object",
        "required": ["version", "dots", "rounds"],
        "properties": {
            "version": {"type": "string", "description": "changes with everything but the dots"},
            "dots": {"type": "string", "description": "changes with the totals that are shown"},
            "rounds": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["id", "title", "state", "hidden"],
                    "properties": {
                        "id": _TEXT,
                        "title": _TEXT,
                        "state": {"enum": ["open", "closed"]},
                        "hidden": {"type": "boolean"},
                    },
                },
            },
        },
    },
}


def _refusals() -> Json:
    return {
        f"refused{status}": {
            "description": why,
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
                "text/html": {"schema": _TEXT},
            },
        }
        for status, why in _REFUSALS.items()
    }


def _paths() -> Json:
    probes = {path: {"get": _probe(path)} for path in PROBES}
    return _of_everybody() | _of_cards() | _of_voters() | _of_ideas() | _of_files() | probes


def _of_everybody() -> Json:
    return {
        "/": {"get": _page("First page: who is here, the ideas")},
        "/help": {"get": _page("How it works")},
        "/results": {"get": _page("Results that may be seen")},
        "/language": {
            "post": _form("Language of the pages",
                          {"language": {"enum": ["de", "easy", "en"]}, "back": _TEXT}),
        },
        "/live": {"get": _live()},
        "/test/{code}": {
            "parameters": [_parameter("code", "of the self-test")],
            "get": _page("Self-test: a phone has arrived"),
            "post": _form("Self-test: a phone can send", {}),
        },
    }  # fmt: skip


def _of_cards() -> Json:
    code = [_printed_code()]
    return {
        "/K/{code}": {"parameters": code, "get": _page("A card")},
        "/K/{code}/dots": {
            "parameters": code,
            "post": _form("So many dots on this card, the rest of my ballot stays",
                          {"key": _KEY, "voter": _VOTER, "round": _TEXT, "dots": _DOTS}),
        },
        "/K/{code}/join-in": {
            "parameters": code,
            "post": _form("I join in, or not any more",
                          {"key": _KEY, "voter": _VOTER, "on": _ON_OR_OFF, "name": _TEXT}),
        },
        "/K/{code}/comment": {
            "parameters": code,
            "post": _form("A comment", {"key": _KEY, "voter": _VOTER, "text": _TEXT}, ["text"]),
        },
    }  # fmt: skip


def _of_voters() -> Json:
    return {
        "/V/{code}": {
            "parameters": [_printed_code()],
            "get": _page("Scan of a voting card; leads to the ballot", _LEADS_ON, 422, 429),
        },
        "/enter": {"post": _form("A typed voting code", {"code": _TEXT}, ["code"])},
        "/open-joining": {"post": _form("A ballot without a card, where allowed", {"key": _KEY})},
        "/leave": {"post": _form("Ready for the next person", {})},
        "/ballot": {
            "get": _page("My ballot"),
            "post": _form(
                "My whole ballot of one round, with a field dots-CARDCODE for each card that has "
                "dots",
                {"key": _KEY, "voter": _VOTER, "round": _TEXT},
                more=_DOTS,
            ),
        },
    }


def _of_ideas() -> Json:
    return {
        "/idea": {
            "get": _page("Form for an idea"),
            "post": _form("An idea", {"key": _KEY, "voter": _VOTER, "title": _TEXT, "body": _TEXT,
                                      "table": _TEXT, "picture": _PICTURE}, ["title"]),
        },
        "/table/{name}": {
            "parameters": [_parameter("name", "name or number of a table")],
            "get": _page("The cards of a table", {}, 422),
            "post": _form("An idea of this table",
                          {"key": _KEY, "title": _TEXT, "body": _TEXT}, ["title"]),
        },
        "/photo": {
            "post": _form("A photo of the wall",
                          {"key": _KEY, "table": _TEXT, "picture": _PICTURE}, ["picture"]),
        },
    }  # fmt: skip


def _of_files() -> Json:
    return {
        "/pictures/{picture}": {
            "parameters": [_parameter("picture", "as a card's page names it")],
            "get": _file("The picture of an idea", "image/jpeg"),
        },
        "/openapi.json": {"get": _file("This document", "application/json")},
        "/assets/{name}": {
            "parameters": [_parameter("name", "holds the hash of the file")],
            "get": _file("A file of the pages", "text/css", "text/javascript", "image/svg+xml"),
        },
    }


def _printed_code() -> Json:
    return _parameter("code", "printed on the card; any case, with or without separators")


def _parameter(name: str, description: str) -> Json:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string", "minLength": 1},
    }


_LEADS_ON: Json = {"303": {"description": "leads to another page"}}


def _responses(good: Json, *statuses: int) -> Json:
    refused = {
        str(status): {"$ref": f"#/components/responses/refused{status}"}
        for status in sorted({*_ALWAYS, *statuses})
    }
    return good | refused


def _page(summary: str, more: Json | None = None, *statuses: int) -> Json:
    page = {"200": {"description": "the page", "content": {"text/html": {"schema": _TEXT}}}}
    return {"summary": summary, "responses": _responses(page | (more or {}), *statuses)}


def _form(
    summary: str, fields: Json, required: list[str] | None = None, more: Json | None = None
) -> Json:
    schema: Json = {"type": "object", "properties": fields}
    if required:
        schema["required"] = required
    if more:
        schema["additionalProperties"] = more
    with_picture = "picture" in fields
    plain: Json = {} if with_picture else {"application/x-www-form-urlencoded": {"schema": schema}}
    good: Json = {
        "200": {
            "description": "done, and durable",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Done"}}},
        }
    }
    return {
        "summary": summary,
        "requestBody": {
            "required": bool(required),
            "content": plain | {"multipart/form-data": {"schema": schema}},
        },
        "responses": _responses(good | _LEADS_ON, *_FORMS),
    }


def _file(summary: str, *media_types: str) -> Json:
    kinds: Json = {each: {} for each in media_types}
    good: Json = {"200": {"description": "the file", "content": kinds}}
    return {"summary": summary, "responses": _responses(good)}


def _live() -> Json:
    good: Json = {
        "200": {
            "description": "the state, the same for all phones",
            "headers": {"ETag": {"schema": _TEXT}},
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Live"}}},
        },
        "304": {"description": "as the ETag in If-None-Match says"},
    }
    return {"summary": "What has changed", "responses": _responses(good)}


def _probe(path: str) -> Json:
    status, media_type, _ = PROBES[path]
    told: Json = {"description": "as the system's own server answers"}
    if media_type:
        told["content"] = {media_type: {"schema": _TEXT}}
    return {"summary": "A phone asks whether there is internet", "responses": {str(status): told}}
