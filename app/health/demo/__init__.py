"""What health checks add to the demo: a resident who measures at home, the clinician they show it to, and counts."""

from app.health.demo.seed import add_health

__all__ = ["add_health"]
