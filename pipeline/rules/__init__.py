"""Cross-field rules: what one field alone cannot show. Each is a small function over the case.

Rules get the case as JSON values without the fields that are wrong by themselves, and the
kommune's settings. They never raise; a field that is not there is not their business.
"""

from __future__ import annotations

from pipeline.rules.common import Rule
from pipeline.rules.dates import events_in_order, meetings, order_of_letters, periods
from pipeline.rules.decisions import (
    answered_applications,
    approvals,
    elements,
    examined_before_grant,
    health_expertise,
    outcomes,
    reasons_given,
    refusals,
    replaced,
)
from pipeline.rules.endings import (
    chosen_form,
    ending_dates,
    ends_at_eighteen,
    heard_before_ending,
    heard_before_reduction,
    lost_earnings_end,
    reason_of_ending,
    something_to_end,
    within_the_grant,
)
from pipeline.rules.grounds import (
    conditions_decided,
    forbidden_grounds,
    hinted_grounds,
    lawful_grounds,
)
from pipeline.rules.hearings import decisions_after_hearing, final_reports_after_hearing
from pipeline.rules.histories import (
    after_eighteen,
    before_the_first_grant,
    built_on_a_draft,
    goals_through_time,
    overlapping_grants,
    reevaluated_grant,
    reported_goals,
    unchanged_while_heard,
)
from pipeline.rules.lost_earnings import (
    asked_hours_are_trained,
    granted_amount,
    granted_hours,
    hours_together,
)
from pipeline.rules.money import (
    budgets_within_maximum,
    cost_lines_add_up,
    courses_abroad,
    granted_not_above_asked,
    spent_within_grant,
    spent_within_maximum,
)
from pipeline.rules.people import (
    applicants_with_custody,
    born_before_the_case,
    case_number_names_nobody,
    copies_with_consent,
    people,
)
from pipeline.rules.references import hearings_of_visits, known_goals, known_people, unique_ids
from pipeline.rules.settings import rates, receipt_rules
from pipeline.rules.training import conditions, health_professionals, lost_hours, timetables

RULES: tuple[Rule, ...] = (
    periods, order_of_letters, meetings, events_in_order,
    unique_ids, known_goals, known_people, hearings_of_visits, people, copies_with_consent,
    applicants_with_custody, born_before_the_case, case_number_names_nobody,
    timetables, lost_hours, conditions, health_professionals,
    decisions_after_hearing, final_reports_after_hearing,
    examined_before_grant, refusals, elements, outcomes, reasons_given, health_expertise, approvals,
    replaced, answered_applications,
    lawful_grounds, forbidden_grounds, hinted_grounds, conditions_decided,
    ending_dates, ends_at_eighteen, heard_before_ending, something_to_end, lost_earnings_end,
    reason_of_ending, heard_before_reduction, chosen_form,
    cost_lines_add_up, granted_not_above_asked, courses_abroad, budgets_within_maximum,
    spent_within_maximum, spent_within_grant,
    asked_hours_are_trained, granted_hours, granted_amount, hours_together,
    overlapping_grants, before_the_first_grant, after_eighteen, goals_through_time, reported_goals,
    built_on_a_draft, unchanged_while_heard, within_the_grant, reevaluated_grant,
    rates, receipt_rules,
)
