"""The screens of 投诉建议: `write` for everybody, `answers` for those who answer."""

from app.feedback.page.answers import answers_screen
from app.feedback.page.write import feedback_screen

__all__ = ["answers_screen", "feedback_screen"]
