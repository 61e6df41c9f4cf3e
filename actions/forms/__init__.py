"""The conversations that need more than one message: report, referral, adding to a case, withdrawing it."""
