"""The staff of the fictional council, and how they sign in. Nobody here is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portico.ground.access.actions import (
    create_staff,
    create_team,
    grant_role,
    tie_authenticator,
)
from portico.ground.access.models import Role, Staff, Team
from portico.ground.ledger.events import Actor

PASSWORD = "colonnade-at-dawn-7"  # noqa: S105 - of people who do not exist, printed at every start
"""Everybody's in the demo. It protects nothing: the demo holds nothing but fiction."""

TEAMS = {
    "customer-services": "Customer services",
    "waste": "Waste and recycling",
    "streets": "Streets and open spaces",
    "council-tax": "Council tax",
    "housing": "Housing",
    "environmental-health": "Environmental health",
    "benefits": "Benefits",
    "planning": "Planning",
    "licensing": "Licensing",
    "parking": "Parking",
    "elections": "Elections",
    "business-rates": "Business rates",
    "customer-relations": "Complaints and information",
}


@dataclass(frozen=True)
class Member:
    """One of the staff: their roles are written `role:team`, or `role` where held everywhere."""

    name: str
    roles: tuple[str, ...]
    direct_line: str
    secret: str
    """Base32, for an authenticator app; fixed, so that the demo can show the code of the moment."""

    @property
    def email(self) -> str:
        """What they sign in with: the first name at the council's domain."""
        return f"{self.name.split()[0].lower()}@porticoshire.example"


STAFF: tuple[Member, ...] = (
    Member("Amina Yusuf", ("agent",), "01632 960101", "JBSWY3DPEHPK3PXPAMINAYUSUFAGENTS"),
    Member(
        "Rhys Pritchard", ("agent:customer-services",), "01632 960102", "JBSWY3DPEHPK3PXPRHYSPRITCHARDAGE"
    ),
    Member(
        "Helen Marsh", ("team_leader:customer-services",), "01632 960103", "JBSWY3DPEHPK3PXPHELENMARSHLEADER"
    ),
    Member("Owen Carter", ("case_officer:waste",), "01632 960104", "JBSWY3DPEHPK3PXPOWENCARTERWASTES"),
    Member("Femi Ogunleye", ("case_officer:waste",), "01632 960105", "JBSWY3DPEHPK3PXPFEMIOGUNLEYEWAST"),
    Member("Priya Nair", ("team_leader:waste",), "01632 960106", "JBSWY3DPEHPK3PXPPRIYANAIRLEADERW"),
    Member(
        "Magdalena Kowalczyk", ("case_officer:streets",), "01632 960107", "JBSWY3DPEHPK3PXPMAGDALENASTREETS"
    ),
    Member("Deepak Chauhan", ("team_leader:streets",), "01632 960108", "JBSWY3DPEHPK3PXPDEEPAKCHAUHANSTR"),
    Member("Tomos Evans", ("case_officer:council-tax",), "01632 960109", "JBSWY3DPEHPK3PXPTOMOSEVANSTAXTAX"),
    Member("Chipo Moyo", ("team_leader:council-tax",), "01632 960110", "JBSWY3DPEHPK3PXPCHIPOMOYOLEADERT"),
    Member("Nadia Rahman", ("case_officer:housing",), "01632 960113", "JBSWY3DPEHPK3PXPNADIARAHMANHOUSE"),
    Member("Colin Baxter", ("team_leader:housing",), "01632 960114", "JBSWY3DPEHPK3PXPCOLINBAXTERHOUSE"),
    Member(
        "Yusuf Demir",
        ("case_officer:environmental-health",),
        "01632 960115",
        "JBSWY3DPEHPK3PXPYUSUFDEMIRHEALTH",
    ),
    Member(
        "Orla Byrne",
        ("team_leader:environmental-health",),
        "01632 960116",
        "JBSWY3DPEHPK3PXPORLABYRNEHEALTHS",
    ),
    Member(
        "Hannah Osei",
        ("case_officer:benefits",),
        "01632 960117",
        "JBSWY3DPEHPK3PXPHANNAHOSEITEAMSO",
    ),
    Member(
        "Kwame Boateng",
        ("team_leader:benefits",),
        "01632 960118",
        "JBSWY3DPEHPK3PXPKWAMEBOATENGTEAM",
    ),
    Member(
        "Sofia Marino",
        ("case_officer:planning",),
        "01632 960119",
        "JBSWY3DPEHPK3PXPSOFIAMARINOTEAMS",
    ),
    Member(
        "Gareth Bowen",
        ("team_leader:planning",),
        "01632 960120",
        "JBSWY3DPEHPK3PXPGARETHBOWENTEAMS",
    ),
    Member(
        "Zainab Malik",
        ("case_officer:licensing",),
        "01632 960121",
        "JBSWY3DPEHPK3PXPZAINABMALIKTEAMS",
    ),
    Member(
        "Peter Lindqvist",
        ("team_leader:licensing",),
        "01632 960122",
        "JBSWY3DPEHPK3PXPPETERLINDQVISTTE",
    ),
    Member(
        "Leon Fraser",
        ("case_officer:parking",),
        "01632 960123",
        "JBSWY3DPEHPK3PXPLEONFRASERTEAMSO",
    ),
    Member(
        "Mei Tan",
        ("team_leader:parking",),
        "01632 960124",
        "JBSWY3DPEHPK3PXPMEITANTEAMSOFPOR",
    ),
    Member(
        "Ruth Abrams",
        ("case_officer:elections",),
        "01632 960125",
        "JBSWY3DPEHPK3PXPRUTHABRAMSTEAMSO",
    ),
    Member(
        "Dylan Hughes",
        ("team_leader:elections",),
        "01632 960126",
        "JBSWY3DPEHPK3PXPDYLANHUGHESTEAMS",
    ),
    Member(
        "Anil Kapoor",
        ("case_officer:business-rates",),
        "01632 960127",
        "JBSWY3DPEHPK3PXPANILKAPOORTEAMSO",
    ),
    Member(
        "Catrin Rees",
        ("team_leader:business-rates",),
        "01632 960128",
        "JBSWY3DPEHPK3PXPCATRINREESTEAMSO",
    ),
    Member(
        "Bola Adebayo",
        ("case_officer:customer-relations",),
        "01632 960129",
        "JBSWY3DPEHPK3PXPBOLAADEBAYOTEAMS",
    ),
    Member(
        "Fiona Grant",
        ("team_leader:customer-relations",),
        "01632 960130",
        "JBSWY3DPEHPK3PXPFIONAGRANTTEAMSO",
    ),
    Member("Grace Adeyemi", ("manager",), "01632 960111", "JBSWY3DPEHPK3PXPGRACEADEYEMIMANA"),
    Member("Tamsin Reid", ("service_designer",), "01632 960131", "JBSWY3DPEHPK3PXPTAMSINREIDDESIGN"),
    Member("Joseph Achebe", ("service_designer",), "01632 960132", "JBSWY3DPEHPK3PXPJOSEPHACHEBEDESI"),
    Member("Ivan Petrov", ("administrator",), "01632 960112", "JBSWY3DPEHPK3PXPIVANPETROVADMINS"),
)


def hire_everybody(*, by: Actor, at: datetime) -> dict[str, Staff]:
    """Create the teams and staff that are not there yet; return everybody by their first name."""
    teams = {team.code: team for team in Team.objects.filter(code__in=TEAMS)}
    for code, name in TEAMS.items():
        if code not in teams:
            teams[code] = create_team(code=code, name=name, by=by, at=at)
    there = {staff.email: staff for staff in Staff.objects.all()}
    hired: dict[str, Staff] = {}
    for member in STAFF:
        staff = there.get(member.email) or _hire(member, teams, by=by, at=at)
        hired[member.name.split()[0].lower()] = staff
    return hired


def _hire(member: Member, teams: dict[str, Team], *, by: Actor, at: datetime) -> Staff:
    staff = create_staff(
        email=member.email,
        name=member.name,
        password=PASSWORD,
        direct_line=member.direct_line,
        by=by,
        at=at,
    )
    for words in member.roles:
        role, _, team = words.partition(":")
        grant_role(staff_id=staff.pk, role=Role(role), team_id=teams[team].pk if team else None, by=by, at=at)
    tie_authenticator(staff_id=staff.pk, secret=member.secret, by=by, at=at)
    return staff


@dataclass(frozen=True)
class SignIn:
    """Who can sign in to the demo, as the launcher prints it."""

    name: str
    email: str
    password: str
    roles: str


def who_can_sign_in() -> list[SignIn]:
    """Everybody of the demo's staff. The codes of the moment are on the demo's own page."""
    return [
        SignIn(member.name, member.email, PASSWORD, ", ".join(_in_words(words) for words in member.roles))
        for member in STAFF
    ]


def _in_words(words: str) -> str:
    role, _, team = words.partition(":")
    return f"{Role(role).label} ({TEAMS[team]})" if team else str(Role(role).label)
