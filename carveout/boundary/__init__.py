"""The boundary, its parties and phases, and the register of permitted links."""

from carveout.boundary.load import Loaded, load_boundary, load_register, no_register
from carveout.boundary.models import Boundary, Party, Phase, Register, RegisterRow
from carveout.boundary.territory import Territory

__all__ = [
    "Boundary",
    "Loaded",
    "Party",
    "Phase",
    "Register",
    "RegisterRow",
    "Territory",
    "load_boundary",
    "load_register",
    "no_register",
]
