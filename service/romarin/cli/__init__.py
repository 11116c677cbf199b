"""The command line, `romarin`: one verb per stage."""

from romarin.cli.main import main

__all__ = ["main"]
