"""Kinds of abuse: what people report, guessed from what they wrote, and the kind of desk each goes to. Tables; pure."""

from actions.forms.orders import bare
from actions.view import View

# In the order of the buttons: what is reported most stands first.
DESKS = {
    "pay": "work_rights", "hours": "work_rights", "housing": "housing", "papers": "exploitation", "threats": "exploitation",
    "unsafe": "work_rights", "sham": "work_rights", "registration": "registration", "discrimination": "work_rights", "other": None,
}  # fmt: skip
OF_TOPIC = {
    "unpaid_wages": "pay", "wage_deductions": "pay", "minimum_wage": "pay", "holiday_allowance": "pay", "payslip": "pay",
    "vacation_days": "pay", "working_hours": "hours", "bad_housing": "housing", "eviction": "housing", "rental_contract": "housing",
    "rent_price": "housing", "exploitation": "threats", "violence_at_work": "threats", "work_accident_safety": "unsafe",
    "self_employment": "sham", "registration_refused": "registration", "discrimination": "discrimination",
}  # fmt: skip
# The subject under which a desk finds it, where the talk was about something else or about nothing.
TOPIC = {
    "pay": "unpaid_wages", "hours": "working_hours", "housing": "bad_housing", "papers": "exploitation", "threats": "exploitation",
    "unsafe": "work_accident_safety", "sham": "self_employment", "registration": "registration_refused", "discrimination": "discrimination",
}  # fmt: skip
# "exploitation" covers threats and held papers; a document named in the words tells them apart.
_PAPERS = "paspoort passport paszport pasaport паспорт pasport dowod buletin документ dokument лична lichna identiteitskaart"
LIKELY = 0.2


def guess(view: View) -> str | None:
    """The kind that the words are about, or None. The ranking counts, not only the winner: "I want to report" often wins."""
    likely = next((OF_TOPIC[name] for name, share in view.ranking if name in OF_TOPIC and share >= LIKELY), None)
    said = bare(view.text)
    if likely in (None, "threats", "other") and any(bare(stem) in said for stem in _PAPERS.split()):
        return "papers"
    return likely


def desk_of(kind: str | None) -> str | None:
    return DESKS.get(kind or "")


def topic_of(kind: str | None, talked_about: str | None) -> str | None:
    """The topic of the talk where it fits the kind that was chosen, else the kind's own; for "other" what was talked about."""
    chosen = TOPIC.get(kind or "")
    fits = chosen is None or OF_TOPIC.get(talked_about or "") == kind or (kind == "papers" and talked_about == chosen)
    return talked_about if talked_about and fits else chosen
