"""Cross-field rules: what one field alone cannot show. Each is a small function over the case.

Rules get the case as JSON values without the fields that are wrong by themselves, and the
kommune's settings. They never raise; a field that is not there is not their business.
"""

from __future__ import annotations

from pipeline.rules.common import Rule
from pipeline.rules.dates import events_in_order, order_of_letters, periods
from pipeline.rules.hearings import decisions_after_hearing, final_reports_after_hearing
from pipeline.rules.people import people
from pipeline.rules.references import hearings_of_visits, known_goals, known_people, unique_ids
from pipeline.rules.training import conditions, health_professionals, lost_hours, timetables

RULES: tuple[Rule, ...] = (
    periods, order_of_letters, events_in_order, unique_ids, known_goals, known_people, timetables,
    lost_hours, conditions, health_professionals, decisions_after_hearing,
    final_reports_after_hearing, hearings_of_visits, people,
)
