"""Every table, imported once, so that `SQLModel.metadata` is complete for migrations and tests."""

from sqlmodel import SQLModel

from app.accounts import models as _accounts  # noqa: F401
from app.events import models as _events  # noqa: F401
from app.feedback import models as _feedback  # noqa: F401
from app.health import models as _health  # noqa: F401
from app.households import models as _households  # noqa: F401
from app.lounge import models as _lounge  # noqa: F401
from app.offline import models as _offline  # noqa: F401
from app.passes import models as _passes  # noqa: F401
from app.tidy import models as _tidy  # noqa: F401
from app.visits import models as _visits  # noqa: F401
from app.volunteers import models as _volunteers  # noqa: F401

metadata = SQLModel.metadata
