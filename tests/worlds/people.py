"""Who acts in tests."""

from chiso.people.actor import Actor

ADMIN = Actor("quan.tri", "admin")


def named(name: str) -> Actor:
    """An administrator of that name."""
    return Actor(name, "admin")
