"""Virtual people who live through the real code, before people do.

A simulated benefit is no evidence of benefit: the people are made up. What it shows is how the
code behaves over months, and whether it breaks a promise.
"""

from plumbline.simulate.report import Report, as_html, as_json, made_up, report
from plumbline.simulate.run import Lives, Order, run

__all__ = ["Lives", "Order", "Report", "as_html", "as_json", "made_up", "report", "run"]
