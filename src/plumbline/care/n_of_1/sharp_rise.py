"""Pain that is told in a trial, without a plan: is it far above what was usual of late?

What is seen is no verdict: it only asks the questions about safety again.
"""

from collections.abc import Mapping
from datetime import date
from statistics import median

from plumbline.knowledge.schema.trials import Method


def sharp_rise(
    method: Method, scores: Mapping[date, float], on: date, since: date | None = None
) -> bool:
    """Whether the score of a day (0 to 10) lies so many points above the median of the last
    entries before it.

    `since` is the day on which everything was last asked again: from that day on it starts afresh.
    False without an entry before it.
    """
    before = [day for day in sorted(scores) if day < on and (since is None or day >= since)]
    usual = [scores[day] for day in before[-int(method.usual_entries.value) :]]
    if on not in scores or not usual:
        return False
    return scores[on] - median(usual) >= method.sharp_rise.value
