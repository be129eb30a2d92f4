"""The panes of the window: they fetch nothing and do not know each other; they ask by `..._requested` signals."""
