"""The commands of the window, its menus, the command palette and the list of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from moderator.errors import msg
from moderator.ui import dialogs_on_demand as dialogs
from moderator.ui.commands import Command, Group, make_action
from moderator.ui.look_menus import fill_language_menu, fill_text_size_menu, fill_theme_menu
from moderator.ui.navigation import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable

    from moderator.ui.commands import KeyHint
    from moderator.ui.dialogs.command_palette import CommandPalette
    from moderator.ui.dialogs.keys_dialog import KeysDialog
    from moderator.ui.main_window import MainWindow
    from moderator.ui.screen import Screen

_OF_SCREEN = {
    Group.CAPTURE,
    Group.VOTE,
    Group.RESULTS,
    Group.PHONES,
    Group.PLATFORM,
    Group.PHOTOS,
}


class WindowCommands:
    """Makes actions and menus from the commands of the window and of its screens."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._menus: dict[Group, QMenu] = {}
        self._need_workshop: list[QAction] = []
        self._without_sign: list[tuple[QAction, str]] = []
        self._of_place: dict[int, list[Command]] = {}
        self.anywhere = self._make_commands()
        self.for_workshop = self._make_workshop_commands()
        self._make_menus()
        self._place = 0
        window.header.help_wanted.connect(self.show_keys)

    # ----------------------------------------------------------------- commands

    def _make_commands(self) -> list[Command]:
        window = self._window
        look = window.look
        return [
            Command(Group.WORKSHOP, msg("New workshop"), window.new_workshop, ("Ctrl+N",), "plus"),
            Command(
                Group.WORKSHOP, msg("Open the sample evening"), window.start.open_sample, (), "play"
            ),
            Command(Group.VIEW, PLACES[0][0], lambda: window.show_place(0), ("Ctrl+1",), "house"),
            Command(
                Group.VIEW,
                msg("Larger text"),
                lambda: look.step_text_scale(1),
                ("Ctrl++", "Ctrl+="),
            ),
            Command(Group.VIEW, msg("Smaller text"), lambda: look.step_text_scale(-1), ("Ctrl+-",)),
            Command(
                Group.VIEW, msg("Usual text size"), lambda: look.change_text_scale(100), ("Ctrl+0",)
            ),
            Command(
                Group.HELP,
                msg("Find a command"),
                self.open_palette,
                ("Ctrl+K",),
                "command",
                palette=False,
            ),
            Command(Group.HELP, msg("All keys"), self.show_keys, ("F1", "?"), "keyboard"),
            Command(Group.WORKSHOP, msg("Quit"), window.close, ("Ctrl+Q",)),
        ]

    def _make_workshop_commands(self) -> list[Command]:
        window = self._window
        places = [
            Command(Group.VIEW, text, _later(window, place), (f"Ctrl+{place + 1}",), sign)
            for place, (text, sign) in enumerate(PLACES)
            if place
        ]
        files = window.files
        return [
            *places,
            Command(Group.EDIT, msg("Undo"), window.history.undo, ("Ctrl+Z",), "undo-2"),
            Command(
                Group.EDIT, msg("Redo"), window.history.redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"
            ),
            Command(Group.WORKSHOP, msg("Import ideas"), files.import_file, ("Ctrl+I",), "upload"),
            Command(
                Group.WORKSHOP,
                msg("Ideas from a hashtag"),
                files.ask_for_hashtag,
                ("Ctrl+Shift+I",),
                "tag",
            ),
            Command(
                Group.WORKSHOP, msg("Print cards"), files.ask_what_to_print, ("Ctrl+P",), "printer"
            ),
            Command(
                Group.WORKSHOP,
                msg("Save protocol or export"),
                files.ask_for_report,
                ("Ctrl+E",),
                "file-text",
            ),
        ]

    # -------------------------------------------------------------------- menus

    def _make_menus(self) -> None:
        for group in Group:
            self._menus[group] = self._menu(group.value)
        for command in (*self.anywhere[:2], *self.for_workshop, *self.anywhere[2:]):
            self._add(command)
        view = self._menus[Group.VIEW]
        view.addSeparator()
        look, bound = self._window.look, self._window.bound
        fill_language_menu(self._menu(msg("Language"), view), look, bound)
        fill_theme_menu(self._menu(msg("Colours"), view), look, bound)
        fill_text_size_menu(self._menu(msg("Text size"), view), look)

    def take_in(self, screen: Screen) -> None:
        """Add the commands of the screen at the next place."""
        commands = screen.commands()
        self._of_place[len(self._of_place)] = commands
        for command in commands:
            self._add(command)

    def draw_signs(self) -> None:
        """Draw the icons of the actions; they are seen when a menu opens, not at a start."""
        for action, icon in self._without_sign:
            self._window.bound.icon(action.setIcon, icon)
        self._without_sign.clear()

    def _menu(self, text: str, parent: QMenu | None = None) -> QMenu:
        menu = QMenu(self._window)
        self._window.bound.text(menu.setTitle, text)
        (parent or self._window.menuBar()).addMenu(menu)
        return menu

    def _add(self, command: Command) -> None:
        action = make_action(command, self._window, self._window.bound)
        if command.text == "Quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        self._menus[command.group].addAction(action)
        if command.icon:
            self._without_sign.append((action, command.icon))
        if command in self.for_workshop or command.group in _OF_SCREEN:
            self._need_workshop.append(action)

    # ------------------------------------------------------------------ showing

    def rest(self, *, workshop_open: bool) -> None:
        """Let the commands that need a workshop rest while none is open."""
        for action in self._need_workshop:
            action.setEnabled(workshop_open)

    def show_place(self, place: int) -> None:
        """Show the menu of the screen that is on show."""
        self._place = place
        shown = {command.group for command in self._of_place[place]}
        for group in _OF_SCREEN:
            self._menus[group].menuAction().setVisible(group in shown)

    def present(self) -> list[Command]:
        """Return the commands that can be given now."""
        here = self._of_place[self._place]
        of_workshop = self.for_workshop if self._window.workshop is not None else []
        return [*here, *of_workshop, *self.anywhere]

    def open_palette(self) -> CommandPalette:
        """Open the command palette."""
        palette = dialogs.CommandPalette(self._window.look, self._window, self.present())
        palette.open_over(self._window)
        return palette

    def show_keys(self) -> KeysDialog:
        """Show all keys."""
        entries: list[Command | KeyHint] = [*self.anywhere, *self.for_workshop]
        for place, screen in enumerate((self._window.start, *self._window.of_workshop)):
            entries += [*self._of_place[place], *screen.key_hints()]
        dialog = dialogs.KeysDialog(self._window.look, self._window, entries)
        dialog.open()
        return dialog


def _later(window: MainWindow, place: int) -> Callable[[], None]:
    return lambda: window.show_place(place)
