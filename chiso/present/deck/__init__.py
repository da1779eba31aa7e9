"""The giao ban deck: figures -> slides in the order of the meeting. What the page previews and PowerPoint opens
is one list of `chiso.present.slides.Slide`, made from the same frames as the pages.

`look` asks for figures once and keeps them for the deck, `topics` makes one slide each, `storyboard` orders them.
"""

from chiso.present.deck.look import Look
from chiso.present.deck.storyboard import TOPICS, Choice, edited, figures_shown, make, storyboard

__all__ = ["TOPICS", "Choice", "Look", "edited", "figures_shown", "make", "storyboard"]
