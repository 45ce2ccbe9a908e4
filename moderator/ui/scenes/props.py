"""The workshops that the scenes are played with."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from moderator.domain.ideas import IdeaDraft
from moderator.domain.rules import read_rule
from moderator.operations.clusters import list_clusters
from moderator.operations.ideas import add_idea, list_ideas
from moderator.operations.importing import import_file
from moderator.operations.rounds import create_round, open_round
from moderator.operations.sample_evening import sample_evening
from moderator.operations.voting import cast_ballot
from moderator.operations.workshops import WorkshopChange, create_workshop

if TYPE_CHECKING:
    from pathlib import Path

    from moderator.domain.ids import WorkshopId
    from moderator.domain.workshops import Workshop
    from moderator.operations.desk import Desk

CROWD = 2000


class Props:
    """The sample evening, an empty workshop, one with open rounds and one with 2,000 ideas."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def make_all(self) -> None:
        """Make every workshop that was not made yet, for the list of them."""
        _ = self.crowded, self.voting, self.sample, self.empty

    @cached_property
    def crowded(self) -> Workshop:
        """A workshop with 2,000 ideas."""
        made = self._make("Bürgerhaushalt Grabówka", "Mehrzweckhalle", date(2026, 9, 3))
        self._fill(made.id, self.desk.paths.profile)
        return made

    @cached_property
    def voting(self) -> Workshop:
        """A workshop with an open and a prepared round."""
        made = self._make("Dorfladen Oberholzhausen", "Gasthaus Krone", date(2026, 10, 8))
        self._open_rounds(made.id)
        return made

    @cached_property
    def sample(self) -> Workshop:
        """The sample evening."""
        return sample_evening(self.desk)

    @cached_property
    def empty(self) -> Workshop:
        """A workshop in which nothing has happened yet."""
        return self._make("Ideen für unseren Marktplatz", "Bücherei", date(2026, 12, 1))

    def _make(self, title: str, place: str, day: date) -> Workshop:
        change = WorkshopChange(place=place, held_on=day, participants=30)
        return create_workshop(self.desk, title, change)

    def _fill(self, workshop_id: WorkshopId, folder: Path) -> None:
        table = folder / "ideas.csv"
        words = ("Fördermittelantragsstellung", "Bürgerbeteiligungsverfahren", "Bänke", "Bücherbus")
        lines = ["Titel;Cluster;Tisch"]
        lines += [
            f"{words[n % len(words)]} Nummer {n};Themenblock {n % 8 + 1};{n % 6 + 1}"
            for n in range(1, CROWD + 1)
        ]
        table.write_text("\n".join(lines), encoding="utf-8")
        import_file(self.desk, workshop_id, table)
        table.unlink()
        assert list_clusters(self.desk, workshop_id)  # noqa: S101 (the picture would be wrong)

    def _open_rounds(self, workshop_id: WorkshopId) -> None:
        for number, title in enumerate(_TITLES):
            draft = IdeaDraft(title, table=str(number % 3 + 1), cluster=_CLUSTERS[number % 2])
            add_idea(self.desk, workshop_id, draft)
        first = create_round(
            self.desk, workshop_id, "Was brauchen wir?", read_rule("dots=5,per-idea=3,negative=1")
        )
        open_round(self.desk, first.id, 30)
        ideas = list_ideas(self.desk, workshop_id)
        for voter in range(9):
            dots = {ideas[voter % 9].id: 3, ideas[(voter * 2 + 1) % 9].id: 1, ideas[9].id: -1}
            cast_ballot(self.desk, first.id, dots)
        create_round(
            self.desk, workshop_id, "Womit beginnen wir?", read_rule("dots=half,per-idea=2,hidden")
        )


_CLUSTERS = ("Sortiment", "Ort und Zeiten")
_TITLES = (
    "Brot vom Bäcker aus dem Nachbardorf",
    "Öffnung auch am Samstagnachmittag",
    "Postfiliale und Paketannahme",
    "Kaffee-Ecke mit vier Tischen",
    "Regionale Kisten von den Höfen ringsum",
    "Ladestation für Elektroräder",
    "Geldautomat im Vorraum",
    "Bringdienst für alle, die nicht mehr gut zu Fuß sind",
    "Fördermittelantragsstellung gemeinsam mit der Gemeinde",
    "Automat für die Nacht",
    "Genossenschaft gründen",
    "Bürgerbeteiligungsverfahren zur Standortfrage",
)
