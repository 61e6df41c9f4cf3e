"""What a policy officer may count: facts of routing in clear, with small numbers kept back."""
