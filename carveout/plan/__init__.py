"""The plan: one stack's resource graph, read from our own plan or from an exported state."""

from carveout.plan.model import Invoke, Plan, Problem, Resource, Source, StackReference

__all__ = ["Invoke", "Plan", "Problem", "Resource", "Source", "StackReference"]
