"""What pip cannot bring: the shared libraries Qt needs, and programs that tests look with.

On Debian and Ubuntu they are installed at once where this user may, else the one command that does
it is printed. Other systems are told what is missing; Windows and macOS need nothing.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tools.programs import Stop, capture, must, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Shared library -> Debian package. The first group lets Qt draw at all, the second opens a window
# under X11. Found with ldd on a bare Debian 12; what else Qt loads comes with these.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    # Of Qt's network part, which tells when the network is back. Git brings them by chance.
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-render.so.0": "libxcb-render0",
}
# Renamed when Debian 13 and Ubuntu 24.04 moved to 64-bit time.
RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
# Program -> Debian package; tests look at finished PDF files with these and skip without them.
TEST_PROGRAMS = {"pdftoppm": "poppler-utils", "pdfinfo": "poppler-utils", "qpdf": "qpdf"}
# Loaded by what drives the browser of the tests; with a desktop it is there, on a bare Debian not.
TEST_LIBRARIES = {"libatomic.so.1": "libatomic1"}
# Tests open the phone pages in one of these.
BROWSERS = ("chromium", "chromium-browser")


def missing_libraries(libraries: Mapping[str, str]) -> list[str]:
    """Return the sonames of `libraries` that this Linux cannot load."""
    return [soname for soname in libraries if not _loads(soname)]


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_venv_package() -> list[str]:
    """Return the package that lets this Python make virtual environments, if it cannot."""
    if all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return []
    return [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


def missing_test_packages() -> list[str]:
    """Return the packages of programs and libraries some tests need.

    A PostgreSQL server is added only where CI=true says the machine is for testing: Debian's
    package starts it as a service, which nobody who merely runs the tests has asked for.
    """
    found = [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
    found += [TEST_LIBRARIES[soname] for soname in missing_libraries(TEST_LIBRARIES)]
    if not has_browser() and _is_debian():
        found.append("chromium")
    if os.environ.get("CI") == "true" and not _has_postgresql():
        found.append("postgresql")
    return found


def has_browser() -> bool:
    """Return whether there is a browser that tests can open phone pages in."""
    return any(map(shutil.which, BROWSERS))


def _is_debian() -> bool:
    # Ubuntu's package of the same name brings a snap, which does not start everywhere.
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def _has_postgresql() -> bool:
    # Debian keeps the server's programs out of PATH.
    beside = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return bool(shutil.which("initdb")) or any(beside)


def root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root, or None where that is not possible."""
    if getattr(os, "geteuid", lambda: 1)() == 0:
        return []
    if shutil.which("sudo") and capture(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n"]
    return None


def _current_name(package: str) -> str:
    renamed = RENAMED.get(package)
    if renamed and capture(["apt-cache", "show", renamed]).returncode == 0:
        return renamed
    return package


def install_command(packages: Iterable[str]) -> list[str]:
    """Return the apt-get command for `packages`, each named once, in a stable order."""
    names = sorted({_current_name(package) for package in packages})
    return ["apt-get", "install", "-y", "--no-install-recommends", *names]


def _install(packages: Sequence[str]) -> bool:
    prefix = root_prefix()
    if prefix is None:
        return False
    say(f"Installing {', '.join(sorted(set(packages)))} with apt-get ...")
    as_root = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    if capture([*as_root, "apt-get", "update", "-q"]).returncode:
        say("The package lists could not be renewed; trying with the ones at hand.")
    must([*as_root, *install_command(packages)], "apt-get could not install them:")
    return True


def ensure_system(libraries: Mapping[str, str], *, tests: bool = False) -> None:
    """See to everything pip cannot bring; does nothing off Linux.

    Args:
        libraries: the shared libraries that must load, with their packages.
        tests: also look for the programs that some tests need.

    Raises:
        Stop: something needed is missing and cannot be installed by this user.
    """
    if not sys.platform.startswith("linux"):
        return
    absent = missing_libraries(libraries)
    if shutil.which("apt-get"):
        needed = missing_venv_package() + [libraries[soname] for soname in absent]
        _ensure_packages(needed, missing_test_packages() if tests else [])
    elif absent:
        raise Stop(f"Qt needs {', '.join(absent)}. Install them with the system's packages.")


def _ensure_packages(needed: list[str], wanted: list[str]) -> None:
    if not (needed or wanted) or _install(needed + wanted):
        return
    command = "sudo " + " ".join(install_command(needed + wanted))
    if needed:
        raise Stop(f"Some system packages are missing. Run this once, then try again:\n  {command}")
    say(f"Some tests will be skipped. To run them all, run this once:\n  {command}")
