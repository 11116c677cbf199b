"""Numbers as they are printed: shares as .970, times in milliseconds, counts as counts."""

from enum import StrEnum
from typing import assert_never

LEAST_P = 0.001
MINUS = "\N{MINUS SIGN}"


class Unit(StrEnum):
    """What a figure is a number of."""

    SHARE = "share"  # in [0, 1]
    COUNT = "count"
    TIME = "time"  # milliseconds


def printed(value: float, unit: Unit = Unit.SHARE) -> str:
    """One figure, alone."""
    match unit:
        case Unit.SHARE:
            return share(value)
        case Unit.COUNT:
            return count(value)
        case Unit.TIME:
            return milliseconds(value)
        case _:
            assert_never(unit)


def share(value: float) -> str:
    """.970, and 1.000 where all of it is."""
    text = f"{abs(value):.3f}"
    sign = MINUS if value < 0 and float(text) else ""
    return sign + text.removeprefix("0")


def count(value: float) -> str:
    """Whole where it is whole, else with two decimals: averages of counts are counts too."""
    text = f"{abs(value):,.0f}" if float(value).is_integer() else f"{abs(value):,.2f}"
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


def cases(number: int) -> str:
    """How many."""
    return f"{number:,} case" if number == 1 else f"{number:,} cases"


def milliseconds(value: float) -> str:
    """Three digits at least: 0.52 ms, 27.6 ms, 1,204 ms."""
    decimals = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{decimals}f} ms"


def signed(value: float, unit: Unit = Unit.SHARE) -> str:
    """A difference, +.034 or −.012."""
    text = printed(value, unit)
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def span(low: float, high: float, unit: Unit = Unit.SHARE) -> str:
    """A 95 % interval."""
    return f"[{printed(low, unit)}, {printed(high, unit)}]"


def signed_span(low: float, high: float, unit: Unit = Unit.SHARE) -> str:
    """The 95 % interval of a difference."""
    return f"[{signed(low, unit)}, {signed(high, unit)}]"


def chance(p: float) -> str:
    """p, three decimals."""
    return f"< {share(LEAST_P)}" if p < LEAST_P else share(p)
