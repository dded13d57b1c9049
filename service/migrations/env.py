"""How Alembic runs here: on the connection, and in the transaction, that `service.database` opened.

To write a new migration, add `versions/000N_what.py` by hand; tests see that it ends in the tables
of `service.tables`. On SQLite a batch that makes `scans` anew would take with it what hangs on it,
so add columns plainly.
"""

from alembic import context

from service.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
