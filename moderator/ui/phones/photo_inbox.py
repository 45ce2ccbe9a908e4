"""Photos of the wall that table hosts sent: looked at, saved, put aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, QTime, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from moderator.domain.pictures import PictureState
from moderator.errors import msg
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui import operations_on_demand as operations
from moderator.ui.bindings import Bindings
from moderator.ui.phones.picture_dialog import PictureDialog
from moderator.ui.phones.picture_reading import read_small
from moderator.ui.widgets.buttons import push_button
from moderator.ui.widgets.flow_layout import FlowLayout
from moderator.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from moderator.domain.ids import PictureId
    from moderator.domain.pictures import Picture
    from moderator.operations.desk import Desk
    from moderator.ui.background import Background
    from moderator.ui.look import Look

_SIDE = 96
_GAP = 4


class PhotoInbox(QWidget):
    """A row of small pictures; hidden while there is none.

    Signals:
        failed: something could not be done, and why.
        count_wanted: the dots on a photo shall be counted.
    """

    failed = Signal(object)
    count_wanted = Signal(object)

    def __init__(self, look: Look, background: Background) -> None:
        super().__init__()
        self._look, self._background = look, background
        self.bound = Bindings(look, self)
        self.list = QListWidget()
        self.list.setObjectName("panel")
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setWrapping(False)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(_GAP)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bound.look("size", self._fit)
        self._pictures: list[Picture] = []
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        heading = label("subheading")
        self.bound.text(heading.setText, msg("Photos from tables"))
        self.bound.text(self.list.setAccessibleName, msg("Photos from tables"))
        self.count = push_button(self.bound, msg("Count from a photo"), icon="scan-line")
        self.count.clicked.connect(self._count)
        self.save = push_button(self.bound, msg("Save photo …"), icon="download")
        self.done = push_button(self.bound, msg("Put aside"), role="quiet", icon="x")
        self.save.clicked.connect(self._ask_where_to_save)
        self.done.clicked.connect(self._put_aside)
        self.list.itemSelectionChanged.connect(self._rest)
        self.list.itemActivated.connect(lambda _item: self._open())
        row = FlowLayout()
        row.addWidget(self.count)
        row.addWidget(self.save)
        row.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self.list)
        column.addLayout(row)

    @property
    def chosen(self) -> Picture | None:
        """The photo that has the selection."""
        rows = [index.row() for index in self.list.selectedIndexes()]
        return self._pictures[rows[0]] if rows else None

    def _fit(self, look: Look) -> None:
        side, colours = look.px(_SIDE), look.colours
        self.list.setIconSize(QSize(side, side * 3 // 4))
        self.list.setFixedHeight(side * 3 // 4 + look.px(46))
        self.list.setStyleSheet(
            f"QListWidget::item:selected {{ background: {colours.chosen}; color: {colours.ink}; "
            "border-radius: 6px; }"
        )

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show `pictures`, the oldest first."""
        if list(pictures) != self._pictures:
            self.list.clear()
            self._pictures = list(pictures)
            for picture in self._pictures:
                self._add(picture)
            if self._pictures:
                self.list.setCurrentRow(0)
        self.setVisible(bool(self._pictures))
        self._rest()

    def _add(self, picture: Picture) -> None:
        sent = picture.sent_at.astimezone()
        clock = self._look.locale.toString(
            QTime(sent.hour, sent.minute), QLocale.FormatType.ShortFormat
        )
        item = QListWidgetItem(clock)
        side = self._look.px(_SIDE)
        # The photo itself arrives later; without a size the first ones would stand on one spot.
        item.setSizeHint(QSize(side + _GAP, side * 3 // 4 + self._look.px(24)))
        item.setData(Qt.ItemDataRole.UserRole, picture.id)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, self._look.w("Photo from {time}", time=clock)
        )
        self.list.addItem(item)
        self._background.ask(
            self,
            lambda desk: read_small(desk, picture.id, side, side * 3 // 4),
            lambda image: self._draw(picture.id, image),
            self.failed.emit,
        )

    def _draw(self, picture_id: PictureId, image: QImage) -> None:
        icon, pixmap = QIcon(), QPixmap.fromImage(image)
        # Without one of its own, Qt colours the chosen photo over.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            icon.addPixmap(pixmap, mode)
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == picture_id:
                item.setIcon(icon)

    def _rest(self) -> None:
        for button in (self.count, self.save, self.done):
            button.setEnabled(self.chosen is not None)

    def _open(self) -> None:
        if (picture := self.chosen) is not None:
            PictureDialog(self._look, self._background, self.window(), picture.id).open()

    def _count(self) -> None:
        if (picture := self.chosen) is not None:
            self.count_wanted.emit(picture)

    def _put_aside(self) -> None:
        picture = self.chosen
        if picture is None:
            return

        def work(desk: Desk) -> object:
            return operations.pictures.settle_picture(desk, picture.id, PictureState.DECLINED)

        self._background.ask(self, work, None, self.failed.emit, changes=True)

    def _ask_where_to_save(self) -> None:
        picture = self.chosen
        if picture is None:
            return
        w, choosing = self._look.w, dialogs.file_dialogs
        name = choosing.file_name(f"{w('Photo')} {picture.sent_at:%Y-%m-%d %H%M}", ".jpg")
        kind = choosing.file_kind(w("Photo"), "jpg")
        target = choosing.ask_for_target(self, w("Save photo"), name, kind)
        if target is None:
            return

        def work(desk: Desk) -> None:
            # Loaded with the first photo that is saved: nothing of printing is needed at a start.
            from moderator.printing.whole_files import written_whole  # noqa: PLC0415

            content = operations.pictures.picture_content(desk, picture.id)
            with written_whole(target) as file:
                file.write(content)

        self._background.ask(self, work, None, self.failed.emit)
