"""Ideas from public posts: ask for server and hashtag, look, tick, import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout

from moderator.errors import msg
from moderator.settings import HashtagChoice
from moderator.ui import operations_on_demand as operations
from moderator.ui.dialogs.fitting import fit_size
from moderator.ui.dialogs.form_dialog import FormDialog, add_field
from moderator.ui.hashtag.harvest_words import summed_up
from moderator.ui.hashtag.hashtag_run import Gathered, HashtagRun
from moderator.ui.hashtag.post_list import PostList
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.empty_state import EmptyState
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from moderator.domain.posts import StandingPost
    from moderator.domain.workshops import Workshop
    from moderator.i18n import Words
    from moderator.operations.posts import PostSummary
    from moderator.sync.hashtags import Harvest
    from moderator.ui.background import Background
    from moderator.ui.look import Look

_SIZE = (820, 700)
_LANGUAGES = (
    ("de", "Deutsch"),
    ("en", "English"),
    ("da", "Dansk"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
)
"""In their own words, as people look for them."""
_BEFORE, _NOTHING, _POSTS = range(3)
_LEAST_POSTS = 160
"""Height of the posts at least, px."""


class HashtagDialog(FormDialog):
    """Server and hashtag above, the posts below; a person ticks what becomes an idea.

    Signals:
        imported: hashtag without its sign, and a `PostSummary`.
    """

    imported = Signal(str, object)

    def __init__(
        self, look: Look, background: Background, workshop: Workshop, parent: QWidget
    ) -> None:
        super().__init__(look, parent, msg("Ideas from a hashtag"), msg("Import"))
        self._background, self._workshop = background, workshop
        self.reading: HashtagRun | None = None
        self.tag = ""
        self.server, self.hashtag, self.language = LineEdit(), LineEdit(), QComboBox()
        self.look_up = push_button(self.bound, msg("Show posts"), icon="search")
        self.list, self.number = PostList(look), label("soft")
        self.summary = label("soft", wrap=True)
        self.tick_all = push_button(self.bound, msg("Tick all new ones"))
        self.pages = QStackedWidget()
        self._lay_out()
        self._listen()
        fit_size(self, look, *_SIZE)
        self._recall()
        self._follow()
        (self.hashtag if self.server.text() else self.server).setFocus()

    def _recall(self) -> None:
        """Begin with what was looked for last."""
        last = self.look.settings.hashtag
        self.server.setText(last.server)
        self.hashtag.setText(last.tag)
        self.hashtag.selectAll()
        self.language.setCurrentIndex(max(0, self.language.findData(last.language)))

    # ------------------------------------------------------------------ looking

    def look_for_posts(self) -> None:
        """Read what the server shows."""
        if self.reading is not None:
            return
        self.banner.put_away()
        self.list.posts.set_posts([])
        self.pages.setCurrentIndex(_BEFORE)
        self.reading = HashtagRun(
            self,
            self.server.text(),
            self.hashtag.text(),
            str(self.language.currentData() or ""),
        )
        self.reading.went_on.connect(self._tell_progress)
        self.reading.done.connect(self._take_harvest)
        self.reading.failed.connect(self._fail_to_look)
        self._tell_progress(0)
        self._follow()
        self.cancel.setFocus()
        self.reading.start()

    def stop(self) -> None:
        """Let go of the reading that is under way."""
        if self.reading is not None:
            self.reading.stop()
            self.reading = None
            self.bound.text(self.summary.setText, msg("Stopped."))
            self._follow()

    def reject(self) -> None:
        """Stop what is under way, else close."""
        if self.reading is not None:
            self.stop()
        else:
            super().reject()

    def _tell_progress(self, read: int) -> None:
        self.bound.words(
            "summary",
            lambda w: self.summary.setText(
                w.plural("{n} post read …", "{n} posts read …", read) if read else w("Asking …")
            ),
        )

    def _fail_to_look(self, error: Exception) -> None:
        self.reading = None
        self.bound.forget("summary")
        self.summary.clear()
        self._follow()
        self.hashtag.setFocus()
        self.banner.fail(error)

    def _take_harvest(self, gathered: Gathered) -> None:
        harvest = gathered.harvest
        self.reading, self.tag = None, gathered.tag
        language = str(self.language.currentData() or "")
        choice = HashtagChoice(self.server.text().strip(), self.hashtag.text().strip(), language)
        self.look.remember(hashtag=choice)
        workshop_id = self._workshop.id
        self._background.ask(
            self,
            lambda desk: operations.posts.look_through(desk, workshop_id, harvest.posts),
            lambda looked: self.show_posts(harvest, looked),
            self._fail_to_look,
        )

    def show_posts(self, harvest: Harvest, looked: list[StandingPost]) -> None:
        """Show what was read, and how each post stands to the board."""
        self.list.posts.set_posts(looked)
        self.pages.setCurrentIndex(_POSTS if looked else _NOTHING)
        self.bound.words("summary", lambda w: self.summary.setText(summed_up(w, harvest)))
        if harvest.trouble is not None:
            self.banner.fail(harvest.trouble)
        self._follow()
        if looked:
            self.list.setCurrentIndex(self.list.posts.index(0, 0))
            self.list.setFocus()

    # ------------------------------------------------------------------ picking

    def submit(self) -> None:
        """Put what is ticked on the board."""
        picked = self.list.posts.picked
        if not picked:
            return
        workshop_id, tag = self._workshop.id, self.tag
        self.wait(waiting=True)
        self._background.ask(
            self,
            lambda desk: operations.posts.take_posts(desk, workshop_id, picked, tag),
            self._finish,
            self.fail,
            changes=True,
        )

    def _finish(self, summary: PostSummary) -> None:
        self.accept()
        self.imported.emit(self.tag, summary)

    # ------------------------------------------------------------------ private

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look with Return while a field has the keyboard."""
        returned = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if returned and (self.server.hasFocus() or self.hashtag.hasFocus()):
            self.look_for_posts()
            return
        super().keyPressEvent(event)

    def _listen(self) -> None:
        self.look_up.clicked.connect(self.look_for_posts)
        self.tick_all.clicked.connect(self.list.tick_all)
        self.list.posts.ticks_changed.connect(self._follow)

    def _follow(self) -> None:
        """Let buttons and words fit what is on show."""
        busy = self.reading is not None
        for field in (self.server, self.hashtag, self.language, self.look_up):
            field.setEnabled(not busy)
        new = [each for each in self.list.posts.lines if each.can_be_ticked]
        self.tick_all.setVisible(bool(new))
        self.confirm.setEnabled(bool(self.list.posts.picked) and not busy)
        self.bound.text(self.cancel.setText, msg("Stop") if busy else msg("Cancel"))
        self.bound.words("number", self._speak_number)

    def _speak_number(self, w: Words) -> None:
        lines, ticked = self.list.posts.lines, len(self.list.posts.picked)
        self.number.setText(
            w("{n} of {all} ticked", n=w.number(ticked), all=w.number(len(lines))) if lines else ""
        )

    def _lay_out(self) -> None:
        self.server.setPlaceholderText("mastodon.example")
        self.bound.text(self.hashtag.setPlaceholderText, msg("for example: #ourmarketplace"))
        self.bound.words("languages", self._offer_languages)
        row = QHBoxLayout()
        row.setSpacing(12)
        for name, field, stretch in (
            (msg("Mastodon server"), self.server, 3),
            (msg("Hashtag"), self.hashtag, 3),
            (msg("Language"), self.language, 2),
        ):
            column = QVBoxLayout()
            add_field(self.bound, column, name, field)
            row.addLayout(column, stretch)
        row.addWidget(self.look_up, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(row)
        self.column.addWidget(self._privacy())
        self._add_pages()
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.tick_all)
        below.addWidget(self.summary, 1)
        below.addWidget(self.number)
        self.column.addLayout(below)

    def _privacy(self) -> QWidget:
        said = label("caption", wrap=True)
        self.bound.text(
            said.setText,
            msg(
                "Only this server is asked, without an account. With a ticked post come its text "
                "and what a fair credit needs: name, address and day. Nothing else is kept."
            ),
        )
        return said

    def _add_pages(self) -> None:
        self.bound.text(self.list.setAccessibleName, msg("Posts"))
        before = EmptyState(
            self.bound,
            "tag",
            msg("What do people post about it?"),
            msg("Name a server and a hashtag. Then tick what shall become an idea."),
        )
        nothing = EmptyState(
            self.bound,
            "inbox",
            msg("Nothing to pick from"),
            msg("Try another server or language: none of them knows every post."),
        )
        for page in (before, nothing, self.list):
            self.pages.addWidget(page)
        # The largest text on a small screen: what is empty may be tight, the buttons may not go.
        self.pages.setMinimumHeight(_LEAST_POSTS)
        self.column.addWidget(self.pages, 1)

    def _offer_languages(self, w: Words) -> None:
        if not self.language.count():
            self.language.addItem("", "")
            for code, name in _LANGUAGES:
                self.language.addItem(name, code)
        self.language.setItemText(0, w("Every language"))
