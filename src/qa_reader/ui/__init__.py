"""The window: with `app` the only place that knows Qt.

`main_window` wires the panes, `session` alone holds the library, `tasks` runs work on a thread of its own, `models/`
are what lists and trees show, `panes/` show it and ask by signals, `delegates` paint rows, `actions` is the table of
all commands with their shortcuts, `theme` colours and icons. `finding` joins list, filters and overview, `desk` what
has to do with reading (tabs, compare, find in thread), `navigation` and `memory` where the reader was and is.
"""
