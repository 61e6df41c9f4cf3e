"""The hands: hands in reports and referrals, looks up cases and desks. One conversation at a time, no phone numbers."""
