"""The command line: the same decisions as on the pages, for a terminal or a script."""

from plumbline.cli.app import main

__all__ = ["main"]
