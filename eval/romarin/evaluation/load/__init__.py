"""Load: typed traffic sent to servers whether or not they keep up, and what came of it."""
