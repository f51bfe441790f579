"""`pulumi preview --policy-pack policies/residency`: serves the pack. All it does is in `policies.adapter`."""

from pathlib import Path

from policies.adapter import serve

serve("residency", Path(__file__).resolve().parents[2])
