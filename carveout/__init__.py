"""carveout: find, judge and prove every link of a separated US business to its former parent."""

__version__ = "0.1.0"
