"""All that is kept of somebody as JSON, to read and to take along.

    scan       the answers, and what was done with the plan and with courses
    draft      answers as they were typed that cannot be used yet, and the skills that were asked,
               page by page
    created    the day on which the scan was begun
    touched    the last day on which its owner opened or changed it
    profiling  whether the answers may be used to rank
    sharing    whether there is a link for a coach, and which parts it shows
    learning   whether Koers may learn from choices, and the random number that they are kept under
    events     each of those choices
    reminders  where mails go, when they were asked and confirmed, and the day and state of each

Beside these stands the advice that follows, where it may be made. Of keys only hashes are kept,
and nobody can come back with those; they are left out.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from service.state import State
from service.web.draft import unpacked


def exported(state: State, token: str, today: dt.date) -> dict[str, Any]:
    """Everything that is kept behind a token, as JSON values.

    Raises:
        ScanUnfinished: the scan is still under way.
        ScanNotFound: the token opens nothing.
    """
    saved = state.scans.get(token)
    draft = unpacked(state.scans.under_way(token)[0])
    told = {name: list(values) for name, values in draft.answers.values.items()}
    person = state.usage.person(token)
    recommender = state.advisor.recommender
    advice = recommender.advise(saved.scan, today=today).to_dict() if saved.profiling else {}
    return {
        "scan": saved.scan.model_dump(mode="json"),
        "draft": {"answers": told, "asked": [list(page) for page in draft.asked]},
        "created": saved.created.isoformat(),
        "touched": saved.touched.isoformat(),
        "profiling": saved.profiling,
        "sharing": {"on": saved.shared, "parts": sorted(saved.shared_parts)},
        "learning": {"on": person is not None, "person": person},
        "events": [event.to_dict() for event in state.usage.of(token)],
        "reminders": [reminder.to_dict() for reminder in state.reminders.of(token)],
        **advice,
    }
