"""Counters for the operator. Never a label that says anything about a person."""

from prometheus_client import Counter, Histogram

CASES = Counter("referral_cases_total", "Cases received", ["kind"])
WRONG_CODES = Counter("referral_wrong_codes_total", "Case codes that fit no case")
REFUSED = Counter("referral_refused_total", "Requests refused", ["why"])
LOG_INS = Counter("referral_log_ins_total", "Log-ins at the desk", ["result"])
INTAKE_SECONDS = Histogram("referral_intake_seconds", "Time to seal and file a case")
OUTREACH = Counter("referral_outreach_total", "Share links opened", ["outcome"])  # never which link
