"""IAM policy documents: what they say, statement by statement."""
