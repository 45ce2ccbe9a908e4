"""Scenes of the dialog that brings in posts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from moderator.domain.posts import Post, Standing, StandingPost
from moderator.sync.hashtags import Harvest, LeftOut
from moderator.ui.main_window import CAPTURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from moderator.ui.hashtag.hashtag_dialog import HashtagDialog
    from moderator.ui.scenes.stage import Stage

_MOMENT = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
_POSTS = (
    ("Ada Sommer", "ada", "Mehr Bänke mit Lehne am Markt, auch im Schatten. #unsermarkt", ""),
    (
        "Bo",
        "bo",
        "Was wäre, wenn der Bücherbus samstags am Brunnen hielte? Die Kinder kommen ohnehin zum "
        "Eis, und für die Älteren aus dem Oberdorf ist es der einzige Weg der Woche, den sie "
        "gern machen.\nStrom gäbe es an der Bücherei. #unsermarkt #bücherbus",
        "",
    ),
    ("", "marktfrau", "Bitte endlich der Zebrastreifen vor der Schule", "Verkehr"),
    ("Chris Weiß", "chris", "Kino im Saal, einmal im Monat #unsermarkt", ""),
    ("Dana", "dana", "mehr bänke mit lehne am markt, auch im schatten!", ""),
    ("Emil", "emil", "Ein Brunnen, aus dem man trinken kann #unsermarkt", ""),
)
_STANDINGS = (Standing.NEW, Standing.NEW, Standing.NEW, Standing.HERE, Standing.SAME_TEXT)


def _opened(stage: Stage) -> HashtagDialog:
    stage.window.open_workshop(stage.props.empty)
    stage.window.show_place(CAPTURE)
    stage.settle()
    dialog = stage.window.files.ask_for_hashtag()
    if dialog is None:
        raise TypeError(dialog)
    stage.settle()
    return dialog


def hashtag_asked(stage: Stage) -> QWidget | None:
    """Before anything was read."""
    return _opened(stage)


def hashtag_posts(stage: Stage) -> QWidget | None:
    """Posts to tick, some of them here already."""
    dialog = _opened(stage)
    dialog.server.setText("mastodon.example")
    dialog.hashtag.setText("#unsermarkt")
    looked = [_looked(number) for number in range(len(_POSTS))]
    left_out = {LeftOut.REPLY: 3, LeftOut.LANGUAGE: 1}
    posts = tuple(each.post for each in looked)
    dialog.show_posts(Harvest(posts, 10, left_out, more=True), looked)
    dialog.list.turn(0)
    dialog.list.turn(1)
    return dialog


def _looked(number: int) -> StandingPost:
    author, name, text, warning = _POSTS[number]
    address = f"https://mastodon.example/@{name}/{number}"
    moment = _MOMENT - timedelta(hours=7 * number)
    handle = f"{name}@mastodon.example"
    post = Post(str(number), address, address, text, author, handle, moment, "de", warning)
    return StandingPost(post, dict(enumerate(_STANDINGS)).get(number, Standing.NEW))


HASHTAG_PLAYS: tuple[Callable[[Stage], QWidget | None], ...] = (hashtag_asked, hashtag_posts)
