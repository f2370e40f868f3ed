"""A small service that has one of everything, for tests to play with and to break."""

from __future__ import annotations

from functools import cache

from portico.records.catalogue.definition.service import ServiceDefinition
from portico.records.catalogue.reading.read import Known, read_definition

KNOWN = Known(
    teams=frozenset({"waste", "council-tax"}),
    groups=frozenset({"bins"}),
    services=frozenset({"bulky-waste", "missed-bin"}),
)

SMALL = """\
format: 1
id: bulky-waste
name: Have large things collected
summary: We take away furniture and appliances.
group: bins
keywords: [sofa, fridge]
team: waste
form:
  facts:
    - {id: round, source: collections, of: address, stream: bin}
  pages:
    - id: address
      questions:
        - {id: address, kind: address, label: Where is it}
    - id: bin
      title: Your bin
      questions:
        - id: bin
          kind: choice
          label: Which bin?
          personal: none
          options:
            - {value: refuse, label: Rubbish}
            - {value: food, label: Food}
        - {id: how_many, kind: number, label: How many, least: 1, most: 9, required: false}
      stops:
        - when: facts.round.collected_today
          title: It is collected today
          text: The next time is ((facts.round.next_on)).
          instead: missed-bin
    - id: since
      when: answers.bin == 'food'
      questions:
        - id: since
          kind: date
          label: Since when?
          latest: today
          checks:
            - {must: days_since(answers.since) < 100, says: Give a day in the last 100 days}
    - id: illness
      questions:
        - {id: illness, kind: text, label: Are you ill, required: false, personal: special}
    - id: photo
      questions:
        - {id: photo, kind: files, label: A photo, accepts: [image], most: 2, required: false}
  where: [address]
  contact: {address: [address]}
case_title: "((answers.bin)) at ((answers.address))"
what_happens_next: We come by ((due_date)).
routing:
  - {when: answers.bin == 'food', team: council-tax}
priority:
  - when: answers.how_many > 5
    level: high
    why: Very many
    deadline: {amount: 1, unit: working_days}
deadline:
  usual: {amount: 5, unit: working_days}
  by_channel:
    post: {amount: 9, unit: working_days}
workflow:
  moves:
    - {id: begin, label: Begin, from: [receive], to: review, by: [case_officer], shown: We look.}
    - id: refuse
      label: Refuse
      from: [receive, review]
      to: completion
      by: [case_officer]
      asks: [reasons]
      outcome: refused
      tells: refused
    - id: fetch
      label: Fetched
      from: [review]
      to: completion
      by: [case_officer]
      outcome: fetched
    - {id: withdraw, label: Withdraw, from: [receive], to: completion, by: [customer], outcome: withdrawn}
    - {id: reopen, label: Reopen, from: [completion], to: review, by: [customer], within_days: 7}
  outcomes:
    - {id: refused, label: Refused, fulfilled: false, appeal: Write to us.}
    - {id: fetched, label: Fetched, fulfilled: true}
    - {id: withdrawn, label: Withdrawn, fulfilled: false}
messages:
  received: {subject: "We have it ((reference))", body: "((what_happens_next))"}
  question: {subject: A question, body: "((question))"}
  refused: {subject: "((outcome))", body: "((reasons)) ((appeal))"}
retention:
  keep: {amount: 12, unit: months}
  basis: Public task.
privacy: We need it to come.
"""


@cache
def small_service() -> ServiceDefinition:
    """The small service, read."""
    read = read_definition(SMALL, "small.yaml", KNOWN)
    assert not read.problems, [str(problem) for problem in read.problems]
    assert read.definition is not None
    return read.definition


def problems_after(*changes: tuple[str, str]) -> list[str]:
    """What is wrong with the small service once each (old, new) is changed, as it is told."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the small service"
        text = text.replace(old, new)
    return [str(problem) for problem in read_definition(text, "small.yaml", KNOWN).problems]
