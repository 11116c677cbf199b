"""Engines: from a question to an answer."""
