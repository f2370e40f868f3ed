"""Everything that is read about cases."""

from portico.records.cases.queries.customers import customer_of_reference, customers_named
from portico.records.cases.queries.desk import CasesForDesk, DeskCase, case_for_desk, given_with
from portico.records.cases.queries.following import (
    FollowedCase,
    Trying,
    follow_case,
    followed_case,
    may_try_following,
)
from portico.records.cases.queries.nearby import SimilarReport, similar_open_reports
from portico.records.cases.queries.queue import QueueFilters, QueuePage, queue
from portico.records.cases.queries.related import cases_of_customer
from portico.records.cases.queries.rows import CaseRow
from portico.records.cases.queries.search import SearchPage, search_cases
from portico.records.cases.queries.sent_copy import Said, SentCopy, copy_of_case, copy_of_submission
from portico.records.cases.queries.submitted import submitted_keys, submitted_reference

__all__ = [
    "CaseRow",
    "CasesForDesk",
    "DeskCase",
    "FollowedCase",
    "QueueFilters",
    "QueuePage",
    "Said",
    "SearchPage",
    "SentCopy",
    "SimilarReport",
    "Trying",
    "case_for_desk",
    "cases_of_customer",
    "copy_of_case",
    "copy_of_submission",
    "customer_of_reference",
    "customers_named",
    "follow_case",
    "followed_case",
    "given_with",
    "may_try_following",
    "queue",
    "search_cases",
    "similar_open_reports",
    "submitted_keys",
    "submitted_reference",
]
