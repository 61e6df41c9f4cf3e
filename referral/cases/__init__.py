"""Reports and referrals: intake, look-up with the code, states, history."""
