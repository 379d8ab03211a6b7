"""runs of the matching keep no problem: it would outlast what people have deleted about themselves

Revision: 15cf9afa9dc4, after 6c6aaa2e4a7d
"""

import sqlalchemy as sa
from alembic import op

revision = '15cf9afa9dc4'
down_revision = '6c6aaa2e4a7d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column('matchrun', 'problem')  # no batch: a copied table loses what its unique index is for


def downgrade() -> None:
    op.add_column('matchrun', sa.Column('problem', sa.JSON(), nullable=True))
