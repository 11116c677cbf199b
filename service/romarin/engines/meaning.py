"""Meaning."""
class Meaning:
    texts: list[str]
    def near(self, question): return {}
