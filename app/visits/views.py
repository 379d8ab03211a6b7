"""What a phone keeps of visits: `GET /api/views/<name>`. Importing this registers views and commands.

| view | rows | changes when |
|---|---|---|
| `round` | `RoundRow`: one per household of the round | a visit, a need, a mark, a group, a rule, the roster |
| `cards` | `DoorCard`: the household card with its visits | the same, and notes |
| `committee` | `CommitteeRow`: what a slip at the door says | an admin changes it |
| `words` | `Word`: sentences and code lists in both languages | somebody changes the lists or the rules |
"""

from app.accounts.rules import Permission
from app.offline.registry import view
from app.visits.service import door_cards, round_rows, words
from app.visits.slip import committees

# In the order in which a phone fetches them: what the first screen says, what it shows, then what lies behind it.
view("words", needs=Permission.ROUND_READ)(words)
view("round", needs=Permission.ROUND_READ)(round_rows)
view("cards", needs=Permission.ROUND_READ)(door_cards)
view("committee", needs=Permission.ROUND_READ)(committees)
