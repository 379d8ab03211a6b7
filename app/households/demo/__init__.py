"""The demo community: synthetic people at real scale, the same on every machine.

    with transaction() as session:
        result = seed_demo(session, lambda what, share: ...)

Nothing in it belongs to anybody: the community, its estates and its address code are invented, identity numbers lie
in an area that does not exist, phone numbers in a block no operator has (see `draw`), names come from pools.
"""

from app.households.demo.seed import DemoResult, seed_demo
from app.households.demo.staff import SignIn

__all__ = ["DemoResult", "SignIn", "seed_demo"]
