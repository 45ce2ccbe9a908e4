"""What a run sends, read from the store: the items of the evening and the contents of pictures."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderator.domain.ids import IdeaId
from moderator.storage import pictures
from moderator.sync.connectors import Picture
from moderator.sync.desired import Desired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moderator.domain.evenings import Evening
    from moderator.domain.ids import PictureId
    from moderator.domain.platforms import Account, Item
    from moderator.storage.store import Store
    from moderator.sync.connectors import Capabilities

LEAST_PX = (600, 400)
"""adhocracy+ and mein.berlin refuse smaller pictures; nobody minds larger ones."""
MOST_BYTES = 5_000_000
_LARGEST_PX = 2400
PICTURES = "pictures"
"""Option of an account: `yes` says that the rights in the pictures are cleared."""


@dataclass(frozen=True, slots=True)
class EveningMaterials:
    """The items of one evening; pictures only where a person said that they may go out."""

    store: Store
    desired: Desired
    _contents: dict[IdeaId, PictureId]

    def items(self) -> Iterator[Item]:
        """Yield all items, ideas before what hangs on them."""
        return self.desired.items()

    def picture(self, subject: str) -> Picture | None:
        """Return the picture of an idea as platforms take it, None if it is gone."""
        picture_id = self._contents.get(IdeaId(subject))
        if picture_id is None:
            return None
        with self.store.reading() as reader:
            content = pictures.read_content(reader, picture_id)
        return fitted(content) if content else None


def materials_of(
    store: Store, evening: Evening, account: Account, takes: Capabilities
) -> EveningMaterials:
    """Return what `evening` sends to `account`."""
    found: dict[IdeaId, PictureId] = {}
    digests: dict[str, str] = {}
    if account.options.get(PICTURES) == "yes":
        with store.reading() as reader:
            found = pictures.of_ideas(reader, evening.workshop.id)
            for idea_id, picture_id in found.items():
                picture = pictures.read(reader, picture_id)
                if picture is not None:
                    digests[idea_id] = picture.digest
    return EveningMaterials(store, Desired(evening, account.id, takes, digests), found)


def fitted(content: bytes) -> Picture | None:
    """Return a picture as JPEG, upright, between 600 × 400 and 2400 px, below 5 MB.

    None if it cannot be read.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  (only with pictures)

    try:
        with Image.open(io.BytesIO(content)) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        return None
    longest = max(image.size)
    scale = min(1.0, _LARGEST_PX / longest)
    # A picture may be enlarged, but never both: a strip 4000 × 100 ends up 16000 px wide otherwise.
    least = max(LEAST_PX[0] / image.width, LEAST_PX[1] / image.height)
    scale = max(scale, least) if longest * least <= 4 * _LARGEST_PX else scale
    if scale != 1.0:
        size = (round(image.width * scale + 0.49), round(image.height * scale + 0.49))
        image = image.resize(size, Image.Resampling.LANCZOS)
    for quality in (88, 75, 60, 40):
        saved = io.BytesIO()
        image.save(saved, "JPEG", quality=quality)
        if saved.tell() <= MOST_BYTES:
            break
    return Picture("picture.jpg", "image/jpeg", saved.getvalue())
