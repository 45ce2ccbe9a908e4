"""The Chromium that plays phones, and the name under which it opens pages of this machine."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from tools.system_packages import BROWSERS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

HOST = "workshop.test"
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 760},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
    "locale": "en-GB",
}


def chromium_program() -> str | None:
    """Return the Chromium of this machine, None if it has none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright: Playwright, program: str) -> Browser:
    """Start `program` so that `HOST` leads to this machine."""
    return playwright.chromium.launch(
        executable_path=program, args=[f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]
    )
