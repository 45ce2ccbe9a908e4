"""The store: opened once, one writer at a time, any number of readers."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from moderator.errors import StoreReadOnly, msg
from moderator.events import News
from moderator.storage import journal, schema
from moderator.storage.ballot_papers import BallotPapers
from moderator.storage.database import Database, database_for
from moderator.storage.gathering import Gathering
from moderator.storage.shared_commits import SharedCommits
from moderator.storage.unit_of_work import Reader, UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table

    from moderator.domain.ids import RoundId, WorkshopId
    from moderator.storage.gathering import Step
    from moderator.storage.rows import RowStatements
    from moderator.storage.shared_commits import Turn

CASTING = "cast_ballot"
"""The operation that comes by the hundred."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Task:
    """What a transaction is about, as the journal names it.

    Attributes:
        operation: the operation's name, for example `add_idea`.
        actor: who acts: window, command line or phone; each takes back only its own steps.
        workshop_id: the workshop it belongs to, None for none.
        round_id: set if the changes are ballots, to be sealed under that round's key.
        about: words for the person, for example the title of the idea; never a ballot's content.
    """

    operation: str
    actor: str
    workshop_id: WorkshopId | None = None
    round_id: RoundId | None = None
    kind: journal.Kind = journal.Kind.DO
    reverses: int | None = None
    about: dict[str, str] = field(default_factory=dict)

    @property
    def casts_a_ballot(self) -> bool:
        """Whether it does nothing but write one ballot, and so looks at no totals."""
        return self.operation == CASTING and self.kind is journal.Kind.DO


class _Explained:
    """Turns a foreign error that leaves its block into a sentence about the store."""

    def __init__(self, database: Database, of_driver: type[Exception]) -> None:
        self._database = database
        self.foreign = (SQLAlchemyError, of_driver)

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            self.say(error)

    def say(self, error: BaseException) -> None:
        """Raise a foreign error as a sentence; do nothing where there is none for it."""
        if isinstance(error, self.foreign):
            explained = self._database.explain(error)
            if explained is not error:
                raise explained from error


class _Here(threading.local):
    """What differs from thread to thread."""

    gathering: Gathering | None = None


class Held:
    """The block of a turn: kept at its end, taken back by an exception."""

    def __init__(self, turn: Turn | Step) -> None:
        self._turn = turn

    def __enter__(self) -> Connection:
        return self._turn.connection

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            self._turn.keep()
        else:
            self._turn.take_back(error)


class _Writing:
    """The block of one writing; a class because a vote would feel the weight of generators."""

    __slots__ = ("_store", "_task", "_turn", "_work")

    def __init__(self, store: Store, task: Task) -> None:
        self._store = store
        self._task = task

    def __enter__(self) -> UnitOfWork:
        store = self._store
        try:
            self._turn = store.begin(self._task)
        except store.explained.foreign as error:
            store.explained.say(error)
            raise
        self._work = store.unit_of_work(self._turn.connection, self._task)
        return self._work

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        store = self._store
        try:
            if error is None:
                self._note_and_keep()
            else:
                self._turn.take_back(error)
        except store.explained.foreign as failure:
            store.explained.say(failure)
            raise
        if error is None:
            store.after_writing(self._work)
        else:
            store.explained.say(error)

    def _note_and_keep(self) -> None:
        try:
            self._store.note(self._work, self._task)
        except BaseException as error:
            self._turn.take_back(error)
            raise
        self._turn.keep()


class Store:
    """An opened store.

    Attributes:
        explained: turns errors of the driver into sentences.
    """

    def __init__(self, database: Database, engine: Engine) -> None:
        self._database = database
        self._engine = engine
        self._statements: dict[Table, RowStatements] = {}
        self.explained = _Explained(database, engine.dialect.loaded_dbapi.Error)
        self._writer: Connection | None = None
        self._seen: int | None = None
        self._read_to = 0
        self._papers = BallotPapers()
        self._commits = SharedCommits(database, self._papers.drop_all)
        self._here = _Here()
        self._owes_forgetting = not self._forgotten(database.settle)

    @classmethod
    def open(cls, url: str, backups: Path | None = None, *, existing: bool = False) -> Store:
        """Open the store at `url`, create it if it is new, bring it up to date if it is older.

        Args:
            url: SQLAlchemy URL, SQLite or PostgreSQL.
            backups: folder for the backup made before an older store is changed.
            existing: refuse a place that holds no store yet instead of creating one.

        Raises:
            StoreError: it is newer, damaged, locked, or the place cannot be written.
        """
        database = database_for(url)
        try:
            engine = database.create_engine()
        except SQLAlchemyError as error:
            raise database.explain(error) from error
        try:
            schema.prepare(database, engine, backups, existing=existing)
        except SQLAlchemyError as error:
            engine.dispose()
            raise database.explain(error) from error
        except BaseException:
            engine.dispose()
            raise
        return cls(database, engine)

    @property
    def read_only(self) -> bool:
        """Whether the store can only be read."""
        return self._database.read_only

    def close(self) -> None:
        """Close all connections; the store can be opened again at once."""
        with self._commits.alone():
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Give a reader on one snapshot; within `together` on what was written there so far.

        Raises:
            StoreError: the store cannot be read.
        """
        gathering = self._here.gathering
        if gathering is not None:
            with self.explained, Held(gathering.step()) as connection:
                yield Reader(connection, self._database, self._statements)
            return
        with self.explained, self._engine.connect() as connection, connection.begin():
            yield Reader(connection, self._database, self._statements)

    def writing(self, task: Task) -> AbstractContextManager[UnitOfWork]:
        """Give the one writing transaction; commit with its journal entry at the end.

        Writers on other threads that come meanwhile may share the commit. Leaving by an
        exception takes this writer's work back. Keys destroyed inside are gone from the files
        when this returns; while another program still reads an older state, after the first
        later write that finds it gone. Within `together` all that comes with its commit.

        Raises:
            StoreError: the store cannot be written; nothing was changed.
        """
        if self.read_only:
            raise StoreReadOnly(
                msg("The store {file} cannot be written here."),
                msg("Nothing was changed. Check the permissions of the folder or choose another."),
                file=self._database.url.database,
            )
        return _Writing(self, task)

    def begin(self, task: Task) -> Turn | Step:
        """Wait for the turn to write; within `together` it is this thread's already."""
        gathering = self._here.gathering
        if gathering is not None:
            return gathering.step(adds_up_later=task.casts_a_ballot)
        return self._begin(self._writing_connection())

    def _begin(self, connection: Connection) -> Turn:
        turn = self._commits.turn(connection)
        self._papers.drop_if_moved(turn.mark)
        return turn

    def unit_of_work(self, connection: Connection, task: Task) -> UnitOfWork:
        """Return what notes the changes of one writing on `connection`."""
        gathering = self._here.gathering
        parts = connection, self._database, self._statements, self._papers
        if gathering is None or not task.casts_a_ballot:
            return UnitOfWork(*parts)
        work = gathering.work = UnitOfWork(*parts, gathering.moment)
        work.later = []
        return work

    def note(self, work: UnitOfWork, task: Task) -> None:
        """Write the journal entry of `work`."""
        journal.note(work, task)
        self._papers.drop_if_changed(work)

    def after_writing(self, work: UnitOfWork) -> None:
        """Remove destroyed keys from the files, now or within `together` at its end."""
        gathering = self._here.gathering
        if gathering is not None:
            gathering.forget_keys |= work.forget_keys
            gathering.take_sums(work.later or [])
        elif work.forget_keys or self._owes_forgetting:
            self._forget()

    @contextmanager
    def together(
        self, before_commit: Callable[[], None] | None = None, *, careful: bool = True
    ) -> Iterator[None]:
        """Let all that this thread writes in the block share one commit, at its end.

        Each `writing` inside can still fail by itself and takes back only its own work; each
        `reading` inside sees what was written so far. Leaving by an exception takes everything
        back. A block within another joins it.

        Args:
            before_commit: called once all is written, before the wait for the disk.
            careful: see `Gathering.careful`.

        Raises:
            CareNeeded: nothing was changed; the same has to be done again, with care.
            StoreError: the store cannot be written; nothing was changed.
        """
        if self.read_only or self._here.gathering is not None:
            yield
            return
        connection = self._writing_connection()
        statements = Reader(connection, self._database, self._statements).rows
        gathering = Gathering(
            connection, self._database, statements, self._papers.drop_all, careful=careful
        )
        with self.explained, Held(self._begin(connection)):
            self._here.gathering = gathering
            try:
                yield
            finally:
                self._here.gathering = None
            gathering.stand()
            gathering.write_sums()
            if before_commit is not None:
                before_commit()
        if gathering.forget_keys or self._owes_forgetting:
            self._forget()
        for tell in gathering.once_durable:
            tell()

    def once_durable(self, tell: Callable[[], None]) -> None:
        """Call `tell` now, or within `together` after the commit if that succeeds."""
        gathering = self._here.gathering
        if gathering is None:
            tell()
        else:
            gathering.once_durable.append(tell)

    def _forget(self) -> None:
        self._owes_forgetting = True
        with self._commits.alone():
            self._owes_forgetting = not self._forgotten(self._database.forget)

    def _forgotten(self, forget: Callable[[Engine], bool]) -> bool:
        """Tell whether destroyed keys are gone from the files; a failure is made up for later.

        The transaction before is committed: it must not be told as failed.
        """
        try:
            return forget(self._engine)
        except self.explained.foreign:
            _log.warning("destroyed keys are still in the files", exc_info=True)
            return False

    def _writing_connection(self) -> Connection:
        writer = self._writer
        if writer is None or writer.closed or writer.invalidated:
            with self._commits.alone():
                writer = self._writer
                if writer is None or writer.closed or writer.invalidated:
                    writer = self._writer = self._engine.connect()
        return writer

    def changed_elsewhere(self) -> News | None:
        """Return what other programs have committed since this was last asked, None if nothing.

        Where ballots came, that is all there is to tell, unless the journal names another
        operation since; the sync's bookkeeping beside the journal then goes unmentioned.
        """
        connection = self._writing_connection()
        with self.explained, self._commits.alone():
            mark = self._database.change_mark(connection)
            before, self._seen = self._seen, mark
            changed = before is not None and mark != before
            news = self._news(connection) if changed or before is None else None
            connection.rollback()
            return news if changed else None

    def _news(self, connection: Connection) -> News:
        reader = Reader(connection, self._database, self._statements)
        seen, self._read_to = self._read_to, journal.newest(reader)
        return News(journal.ballots_alone(reader, CASTING, seen))

    def forget(self) -> bool:
        """Remove destroyed keys from the files; False while another program still reads them."""
        with self.explained:
            return self._database.forget(self._engine)

    def back_up(self, target: Path) -> None:
        """Write a consistent copy to `target`, which must not exist.

        Raises:
            StoreError: the target cannot be written.
        """
        with self.explained:
            self._database.back_up(self._engine, target)

    def examine(self) -> list[str]:
        """Return complaints about the integrity of the files, empty if all is well."""
        with self.explained, self._engine.connect() as connection:
            return self._database.examine(connection)
