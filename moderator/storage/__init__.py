"""Where everything is kept: SQLite by default, PostgreSQL by address.

`store` opens it; the modules named after domain things read and write them; `journal` takes steps
back; `sqlite` and `postgresql` are the only places that know what kind of database it is.
"""

from __future__ import annotations
