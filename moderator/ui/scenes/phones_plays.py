"""Scenes of the phones screen and of what it opens."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from moderator.domain.network_adapters import Adapter, rate_adapters
from moderator.domain.offers import OfferDraft
from moderator.domain.pictures import PicturePurpose
from moderator.operations import comments, ideas, offers, pictures
from moderator.operations.desk import Actor
from moderator.ui.background import LOOK_ABROAD_EVERY
from moderator.ui.main_window import PHONES
from moderator.ui.phones.server_process import ServerState

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk
    from moderator.ui.scenes.stage import Stage

_SAID = (
    {"url": "http://192.168.137.1", "join_code": "7F3K9Q", "test_code": "4KWM7D", "moved": False},
    {"phones": 6},
)
_LAPTOP = (Adapter("Wi-Fi", "192.168.137.1"), Adapter("Ethernet", "192.168.178.20"))


def announcing(*lines: object) -> list[str]:
    """Return a program that says what a phone server says, and serves nobody."""
    said = "\n".join(json.dumps(line) for line in lines)
    return [sys.executable, "-c", f"import sys; print({said!r}, flush=True); sys.stdin.read()"]


def phones_closed(stage: Stage) -> None:
    """Before phones are let in."""
    _show(stage, stage.props.sample)


def phones_open(stage: Stage) -> None:
    """Phones are here, and what they sent waits."""
    _send(stage.props.desk, stage.props.sample)
    _show(stage, stage.props.sample)
    stage.window.phones.door.network.wifi_typed.emit("Moderator-Saal", "rathaus-2026")
    server = stage.window.phone_server
    server.program = announcing(*_SAID)
    stage.window.phones.begin()
    while server.state is not ServerState.ON or not server.phones:
        stage.settle(0.1)
    # By now the window has seen what the props have sent.
    stage.settle(2 * LOOK_ABROAD_EVERY)
    door = stage.window.phones.door
    door.network.show_adapters(rate_adapters(_LAPTOP), "", None)
    door.show_phones(server.phones)


def phones_test(stage: Stage) -> QWidget | None:
    """The self-test, when nothing has come for a minute."""
    phones_open(stage)
    stage.window.phones.begin_test()
    dialog = stage.window.phones.test
    if dialog is not None:
        dialog.show_causes()
    return dialog


def phones_large(stage: Stage) -> QWidget | None:
    """The way to the page on the projector."""
    phones_open(stage)
    stage.window.phones.show_large()
    shown = stage.window.phones.display
    if shown is not None:
        shown.showNormal()
        shown.resize(1920, 1080)
    return shown


def _show(stage: Stage, workshop: Workshop) -> None:
    stage.window.phone_server.close()
    stage.window.open_workshop(workshop)
    stage.window.show_place(PHONES)
    stage.window.phones.mark_stale()
    stage.settle()


def _send(desk: Desk, workshop: Workshop) -> None:
    """Send two ideas, a comment and a photo, unless an earlier scene did."""
    if offers.list_offers(desk, workshop.id):
        return
    phone = replace(desk, actor=Actor.PHONE)
    drawn = pictures.check_picture(_drawing(), PicturePurpose.IDEA)
    benches = OfferDraft("Bänke am Fluss", "Aus Holz, mit Lehne.", "3", picture=drawn)
    offers.send_idea(phone, workshop.id, benches)
    words = "Fördermittelantragsstellung gemeinsam mit dem Nachbardorf"
    offers.send_idea(phone, workshop.id, OfferDraft(words, table="1"))
    spoken_of = ideas.list_ideas(desk, workshop.id)[3]
    comments.add_comment(phone, spoken_of.id, "Da mache ich sofort mit.")
    wall = pictures.check_picture(_drawing(), PicturePurpose.WALL)
    pictures.keep_picture(phone, workshop.id, wall)


def _drawing() -> bytes:
    """Return a picture of coloured cards on a wall."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    wall = Image.new("RGB", (800, 600), "#d8d2c4")
    pen = ImageDraw.Draw(wall)
    for place, colour in enumerate(
        ("#ffffff", "#f6e27a", "#bfe0b4", "#f2b8a0", "#ffffff", "#b9d3ee")
    ):
        left, top = 60 + place % 3 * 240, 70 + place // 3 * 240
        pen.rectangle((left, top, left + 200, top + 150), fill=colour)
        for line in range(3):
            at = top + 35 + line * 35
            pen.line((left + 25, at, left + 170 - line * 30, at), fill="#333333", width=8)
    made = BytesIO()
    wall.save(made, "PNG")
    return made.getvalue()


PHONE_PLAYS: tuple[Callable[[Stage], QWidget | None], ...] = (
    phones_closed,
    phones_open,
    phones_test,
    phones_large,
)
