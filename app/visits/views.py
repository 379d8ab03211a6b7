"""What a phone keeps of visits: `GET /api/views/<name>`. Importing this registers views and commands.

| view | rows | changes when |
|---|---|---|
| `round` | `RoundRow`: one per household of the round | a visit, a need, a mark, a group, a rule, the roster |
| `words` | `Word`: sentences and code lists in both languages | somebody changes the lists or the rules |
"""

from app.offline.registry import view
from app.visits.service import round_rows, words

view("round")(round_rows)
view("words")(words)
