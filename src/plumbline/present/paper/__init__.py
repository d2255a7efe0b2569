"""The plan on paper: a PDF to print, to tick, and to hang on the door of the fridge."""

from plumbline.errors import NotReady
from plumbline.present.paper.plan import PlanToPrint, form_for, may_print, sheet
from plumbline.present.paper.sheet import PAPERS, Form
from plumbline.present.paper.typesetting import typeset
from plumbline.present.words import _

__all__ = ["PAPERS", "Form", "PlanToPrint", "form_for", "may_print", "plan_paper"]


def plan_paper(plan: PlanToPrint, form: Form | None = None) -> bytes:
    """The plan as a PDF, tagged, with its fonts inside; the same plan gives the same bytes.

    Without `form` on the paper of the person's country. Takes about a second, and no network.
    Raises NotReady where the plan may not be followed on that day.
    """
    if not may_print(plan.standing, plan.programme):
        raise NotReady(_("this plan waits until the safety questions are answered"))
    return typeset(sheet(plan), form or form_for(plan.standing.known))
