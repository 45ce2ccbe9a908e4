"""The last step of the assistant: where on the platform, what else it has to know, and a name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from moderator.domain.platforms import ItemKind
from moderator.errors import BadInput, msg
from moderator.ui.bindings import Bindings
from moderator.ui.dialogs.form_dialog import add_field
from moderator.ui.dialogs.scrolled_part import scrolled_part
from moderator.ui.widgets.labels import label
from moderator.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moderator.domain.platforms import Account
    from moderator.i18n import Words
    from moderator.sync.accounts import SignIn
    from moderator.sync.connectors import Place
    from moderator.ui.look import Look
    from moderator.ui.platforms.platform_work import KindFacts

_PLACE = Qt.ItemDataRole.UserRole
_ASKED = frozenset({"project", "pictures", "terms", "publish"})
"""Options that have a field or a box of their own."""
_DRAFTS = frozenset({"go-vocal", "openslides"})
"""Kinds on which ideas arrive unpublished unless the account says otherwise."""
_ROWS = 4
"""Places that are seen at once, at least."""


class PlacePage(QWidget):
    """Places as the platform lists them, or a number that is typed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.bound = Bindings(look, self)
        self.greeting, self.advice = label("subheading", wrap=True), label("soft", wrap=True)
        self.list, self.module, self.project = QListWidget(), LineEdit(), LineEdit()
        self.pictures, self.terms, self.publish = (QCheckBox() for _ in range(3))
        self.more, self.name = LineEdit(), LineEdit()
        self._facts: KindFacts | None = None
        self._proposed = ""
        self._arrange()
        self.list.currentItemChanged.connect(self._take_place)
        self.module.textEdited.connect(lambda _text: self.list.setCurrentRow(-1))
        self.bound.look("rows", self._dress)

    def _arrange(self) -> None:
        self.list.setObjectName("panel")
        self.list.setWordWrap(True)
        self.bound.text(self.list.setAccessibleName, msg("Places on the platform"))
        for box, text in (
            (self.pictures, msg("Send pictures, too: their rights are cleared")),
            (self.terms, msg("The terms of use there are agreed to")),
            (self.publish, msg("Publish at once, not as drafts")),
        ):
            self.bound.text(box.setText, text)
        inner = QVBoxLayout()
        inner.setSpacing(8)
        for each in (self.greeting, self.advice):
            inner.addWidget(each)
        inner.addWidget(self.list, 1)
        add_field(self.bound, inner, msg("Project, module or phase"), self.module)
        self._title = add_field(self.bound, inner, msg("Its project"), self.project)
        for box in (self.pictures, self.terms, self.publish):
            inner.addWidget(box)
        add_field(self.bound, inner, msg("Name of this account"), self.name)
        self.bound.text(self.more.setPlaceholderText, msg("name=value, name=value"))
        add_field(self.bound, inner, msg("Further choices, where the platform has any"), self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled_part(inner))

    def show_kind(self, facts: KindFacts, account: Account | None) -> None:
        """Ask for what a kind of platform needs; `account` is what is changed."""
        self._facts = facts
        needs_project = "project" in facts.takes.needs
        self.project.setVisible(needs_project)
        self._title.setVisible(needs_project)
        takes = facts.takes
        self.pictures.setVisible(ItemKind.PICTURE in takes.creates or takes.pictures_with_ideas)
        self.terms.setVisible(facts.key == "adhocracy+")
        self.publish.setVisible(facts.key in _DRAFTS)
        if account is not None:
            self._fill(account)

    def _fill(self, account: Account) -> None:
        options = dict(account.options)
        self.module.setText(", ".join(account.modules))
        self.project.setText(options.get("project", ""))
        self.pictures.setChecked(options.get("pictures") == "yes")
        self.terms.setChecked(options.get("terms") == "accepted")
        self.publish.setChecked(options.get("publish") == "published")
        self.name.setText(account.name)
        more = {name: value for name, value in options.items() if name not in _ASKED}
        self.more.setText(", ".join(f"{name}={value}" for name, value in more.items()))

    def show_sign_in(self, found: SignIn | None, address: str) -> None:
        """Show who we are there and where we could write; None if nobody was asked."""
        places = found.places if found is not None else ()
        self.bound.words("greeting", lambda w: self._greet(w, found))
        self.list.setVisible(bool(places))
        if not self.name.text():
            self._propose(_host(address))
        self._show_places(places)

    def _greet(self, w: Words, found: SignIn | None) -> None:
        self.greeting.setVisible(found is not None)
        if found is not None:
            self.greeting.setText(
                w("Signed in as {user}.", user=found.user) if found.user else w("It answers.")
            )
        listed = found is not None and bool(found.places)
        self.advice.setText(
            w("Where shall it go? Choose a place, or type its number.")
            if listed
            else w("The platform lists no places to write to; type the module yourself.")
        )

    def _show_places(self, places: Sequence[Place]) -> None:
        typed = self.modules
        self.list.blockSignals(True)
        self.list.clear()
        for place in places:
            item = QListWidgetItem(self._line(place))
            item.setData(_PLACE, place)
            self.list.addItem(item)
            if place.module in typed:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if not typed:
            self._propose_place(places)
        row = self.list.sizeHintForRow(0) if places else 0
        self.list.setMinimumHeight(row * min(_ROWS, max(1, len(places))) + 12)

    def _propose_place(self, places: Sequence[Place]) -> None:
        """Choose the first place that takes ideas: a list that gets the keyboard chooses one."""
        row = next((at for at, place in enumerate(places) if place.takes_ideas), -1)
        self.list.setCurrentRow(row)

    def _line(self, place: Place) -> str:
        w = self._look.w
        title = ": ".join(part for part in (place.project, place.title) if part)
        line = w("{title} (number {number})", title=title, number=place.module)
        return line if place.takes_ideas else f"{line}\n{w('takes no ideas at the moment')}"

    def _take_place(self) -> None:
        if self.list.currentRow() < 0:
            return
        place: Place = self.list.currentItem().data(_PLACE)
        self.module.setText(place.module)
        name, equals, value = place.note.partition("=")
        if equals and name == "project":
            self.project.setText(value)
        if not self.name.text() or self.name.text() == self._proposed:
            self._propose(place.project or place.title)

    def _propose(self, name: str) -> None:
        self._proposed = name
        self.name.setText(name)

    @property
    def modules(self) -> tuple[str, ...]:
        """Where to write, as it was chosen or typed."""
        typed = (each.strip() for each in self.module.text().split(","))
        return tuple(each for each in typed if each)

    @property
    def options(self) -> dict[str, str]:
        """What else the platform has to know.

        Raises:
            BadInput: the further choices cannot be read.
        """
        asked = {
            "project": self.project.text().strip(),
            "pictures": "yes" if self.pictures.isChecked() else "",
            "terms": "accepted" if self.terms.isChecked() else "",
            "publish": "published" if self.publish.isChecked() else "",
        }
        merged = {**asked, **_read_options(self.more.text())}
        return {name: value for name, value in merged.items() if value}

    def take_focus(self) -> None:
        """Put the keyboard where the choice is made."""
        (self.list if self.list.count() else self.module).setFocus()

    def _dress(self, look: Look) -> None:
        colours = look.colours
        self.list.setStyleSheet(
            f"QListWidget::item {{ padding: {look.px(6)}px {look.px(8)}px; border-radius: 6px;"
            f" color: {colours.ink}; }}"
            f"QListWidget::item:selected {{ background: {colours.chosen}; }}"
            f"QListWidget::item:hover:!selected {{ background: {colours.hover}; }}"
        )


def _read_options(text: str) -> dict[str, str]:
    found = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not equals or not name:
            raise BadInput(msg("“{text}” is not an option; write name=value."), text=part[:60])
        found[name] = value
    return found


def _host(address: str) -> str:
    return urlsplit(address if "://" in address else f"https://{address}").hostname or ""
