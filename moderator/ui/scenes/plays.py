"""The scenes, by the name of their picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from moderator.errors import StoreFull, msg
from moderator.ui.board.arrangement import IdeaFields
from moderator.ui.dialogs.error_dialog import ErrorDialog
from moderator.ui.main_window import CAPTURE, RESULTS, START, VOTE
from moderator.ui.scenes.hashtag_plays import HASHTAG_PLAYS
from moderator.ui.scenes.phones_plays import PHONE_PLAYS
from moderator.ui.scenes.photos_plays import CARD_PLAYS, PHOTO_PLAYS
from moderator.ui.scenes.platforms_plays import PLATFORM_PLAYS
from moderator.ui.scenes.printing_plays import PRINTING_PLAYS
from moderator.ui.voting.codes_dialog import CodesDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from moderator.domain.workshops import Workshop
    from moderator.ui.scenes.stage import Stage

_PREVIEWED = 0.6
"""Seconds without work after which a preview is on show."""


def _open(stage: Stage, workshop: Workshop, place: int) -> None:
    window = stage.window
    if window.workshop is None or window.workshop.id != workshop.id:
        window.open_workshop(workshop)
    window.show_place(place)
    for screen in window.screens:
        screen.mark_stale()
    stage.settle()


def _dialog() -> QDialog | None:
    open_ones = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
    return next((each for each in open_ones if each.isVisible()), None)


def start(stage: Stage) -> None:
    """The list of workshops."""
    stage.props.make_all()
    stage.window.show_place(START)
    stage.window.start.mark_stale()
    stage.settle()


def start_empty(stage: Stage) -> None:
    """No workshop yet."""
    stage.window.show_place(START)
    stage.settle()
    stage.window.start.show_lines([])


def new_workshop(stage: Stage) -> QWidget | None:
    """The form for a workshop."""
    stage.window.show_place(START)
    return stage.window.start.ask_for_new()


def delete_workshop(stage: Stage) -> QWidget | None:
    """The question before deleting."""
    start(stage)
    stage.window.start.ask_to_delete()
    return _dialog()


def capture(stage: Stage) -> None:
    """The board of the sample evening while an idea is typed that is there already."""
    _open(stage, stage.props.sample, CAPTURE)
    stage.window.capture.entry.title.setText("Dorfladen mit Kaffee und Post")


def capture_empty(stage: Stage) -> None:
    """An empty board."""
    _open(stage, stage.props.empty, CAPTURE)


def capture_editing(stage: Stage) -> None:
    """A card being changed."""
    _open(stage, stage.props.sample, CAPTURE)
    board = stage.window.capture.board
    board.setCurrentIndex(board.model().index(3, 0))
    board.setFocus()
    stage.window.capture.edit_current()


def capture_failed(stage: Stage) -> None:
    """An idea that could not be saved, back in its field."""
    _open(stage, stage.props.sample, CAPTURE)
    screen = stage.window.capture
    screen.entry.give_back(IdeaFields("Sitzbank am Bach", "Unter der Linde", "3", "Jugend"))
    screen.banner.fail(
        StoreFull(msg("The disk is full."), msg("Make room and try again; nothing is lost."))
    )


def capture_crowded(stage: Stage) -> None:
    """Two thousand ideas."""
    _open(stage, stage.props.crowded, CAPTURE)


def capture_search(stage: Stage) -> None:
    """Finding."""
    _open(stage, stage.props.sample, CAPTURE)
    stage.window.capture.bar.search.setFocus()
    stage.window.capture.bar.search.setText("dorf")


def vote_empty(stage: Stage) -> None:
    """No round yet."""
    _open(stage, stage.props.empty, VOTE)


def new_round(stage: Stage) -> QWidget | None:
    """The form for a round with its rule."""
    _open(stage, stage.props.sample, VOTE)
    stage.window.vote.work.ask_for_round()
    dialog = _dialog()
    stage.settle()
    return dialog


def vote_prepared(stage: Stage) -> None:
    """A prepared round."""
    _open(stage, stage.props.voting, VOTE)
    stage.window.vote.tabs.setCurrentIndex(1)


def vote_open(stage: Stage) -> None:
    """A ballot being typed."""
    _open(stage, stage.props.voting, VOTE)
    vote = stage.window.vote
    vote.tabs.setCurrentIndex(0)
    stage.settle()
    vote.ballots.sheet.field.setText("3*2 8 -10")
    vote.ballots.sheet.take_over()
    vote.ballots.take_focus()


def vote_misfit(stage: Stage) -> None:
    """A ballot that does not fit."""
    vote_open(stage)
    sheet = stage.window.vote.ballots.sheet
    sheet.field.setText("3*2 5 9")
    sheet.take_over()
    stage.window.vote.ballots.finish()


def vote_closed(stage: Stage) -> None:
    """A closed round."""
    _open(stage, stage.props.sample, VOTE)
    stage.window.vote.tabs.setCurrentIndex(0)


def close_round(stage: Stage) -> QWidget | None:
    """The question before closing."""
    vote_open(stage)
    stage.window.vote.work.ask_to_close()
    return _dialog()


def count(stage: Stage) -> QWidget | None:
    """Counted dots."""
    _open(stage, stage.props.voting, VOTE)
    stage.window.vote.tabs.setCurrentIndex(0)
    stage.settle()
    stage.window.vote.work.ask_for_count()
    stage.settle()
    return _dialog()


def codes(stage: Stage) -> QWidget | None:
    """Voting codes, shown once."""
    _open(stage, stage.props.voting, VOTE)
    stage.window.vote.tabs.setCurrentIndex(0)
    stage.settle()
    stage.window.vote.work.ask_for_codes()
    dialog = _dialog()
    if isinstance(dialog, CodesDialog):
        dialog.submit()
        stage.settle()
    return dialog


def results(stage: Stage) -> None:
    """One ranking."""
    _open(stage, stage.props.sample, RESULTS)


def results_two(stage: Stage) -> None:
    """Two rankings side by side."""
    _open(stage, stage.props.sample, RESULTS)
    for box in stage.window.results.boxes.values():
        box.setChecked(True)


def results_empty(stage: Stage) -> None:
    """Nothing to show yet."""
    _open(stage, stage.props.empty, RESULTS)


def results_hidden(stage: Stage) -> None:
    """An open round beside one that is not open yet."""
    _open(stage, stage.props.voting, RESULTS)
    for box in stage.window.results.boxes.values():
        box.setChecked(True)


def presentation(stage: Stage) -> QWidget | None:
    """The projector."""
    results_two(stage)
    stage.window.results.present()
    shown = stage.window.results.presentation
    if shown is not None:
        shown.showNormal()
        shown.resize(1920, 1080)
    return shown


def keys(stage: Stage) -> QWidget | None:
    """All keys."""
    _open(stage, stage.props.sample, CAPTURE)
    return stage.window.commands.show_keys()


def palette(stage: Stage) -> QWidget | None:
    """The command palette."""
    _open(stage, stage.props.sample, CAPTURE)
    return stage.window.commands.open_palette()


def printing(stage: Stage) -> QWidget | None:
    """What to print."""
    _open(stage, stage.props.sample, CAPTURE)
    dialog = stage.window.files.ask_what_to_print()
    stage.settle(_PREVIEWED)
    return dialog


def printing_labels(stage: Stage) -> QWidget | None:
    """Blank labels on a sheet that is partly used, with an address of tonight."""
    _open(stage, stage.props.sample, CAPTURE)
    dialog = stage.window.files.ask_what_to_print()
    stage.settle()
    if dialog is not None:
        form = dialog.form
        form.paper.setCurrentIndex(form.paper.findData("blank"))
        form.sheet.choose("avery-3474")
        form.start.setValue(5)
        form.address.kind.setCurrentIndex(1)
        form.address.address.setText("http://192.168.0.10:8080")
    stage.settle(_PREVIEWED)
    return dialog


def printing_secrets(stage: Stage) -> QWidget | None:
    """Voting cards, which are shown once."""
    _open(stage, stage.props.sample, CAPTURE)
    dialog = stage.window.files.ask_what_to_print()
    stage.settle()
    if dialog is not None:
        dialog.form.paper.setCurrentIndex(dialog.form.paper.findData("ballots"))
    stage.settle(_PREVIEWED)
    return dialog


def unexpected(stage: Stage) -> QWidget | None:
    """An error that nobody planned for."""
    _open(stage, stage.props.sample, CAPTURE)
    dialog = ErrorDialog(stage.look, stage.window, ZeroDivisionError("division by zero"))
    dialog.open()
    return dialog


PLAYS: dict[str, Callable[[Stage], QWidget | None]] = {
    f"{number:02}-{play.__name__.replace('_', '-')}": play
    for number, play in enumerate(
        (
            start,
            start_empty,
            new_workshop,
            delete_workshop,
            capture,
            capture_empty,
            capture_editing,
            capture_failed,
            capture_crowded,
            capture_search,
            vote_empty,
            new_round,
            vote_prepared,
            vote_open,
            vote_misfit,
            vote_closed,
            close_round,
            count,
            codes,
            results,
            results_two,
            results_empty,
            results_hidden,
            presentation,
            keys,
            palette,
            printing,
            printing_labels,
            printing_secrets,
            unexpected,
            *PRINTING_PLAYS,
            *PHONE_PLAYS,
            *PLATFORM_PLAYS,
            *PHOTO_PLAYS,
            *HASHTAG_PLAYS,
            *CARD_PLAYS,
        ),
        start=1,
    )
}
