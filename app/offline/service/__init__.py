"""Apply what phones send, exactly once; answer what changed for them."""

from app.offline.service.commands import apply_command, apply_commands
from app.offline.service.views import answer_view

__all__ = ["answer_view", "apply_command", "apply_commands"]
