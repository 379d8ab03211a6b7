"""Half a year of visits for a demo community, so that its round shows overdue, due, done and closed doors.

    seed_visits(session, community_id, Random(1))

Repeatable: the same generator and the same `now` give the same visits. Everything in it is invented.
"""

from app.visits.demo.seed import add_visits, seed_visits

__all__ = ["add_visits", "seed_visits"]
