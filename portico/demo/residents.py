"""The residents of the fictional council: who they are, where they live, how they are reached.

Some of them are written down twice or three times in different ways, on purpose, as in life: `truth.csv`
says which descriptions are the same person, so that recognising and finding duplicates can be measured.
E-mail addresses end in .example and phone numbers are from Ofcom's ranges for drama: nobody has them.
"""

from __future__ import annotations

import csv
import io
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from portico.demo.addresses import Home, homes
from portico.records.people.contact_details import Given

SEED = 2026
TRUTH = Path(__file__).with_name("truth.csv")
TRUTH_COLUMNS = ("person", "name", "email", "phone", "uprn", "postcode")
EVERY_DUPLICATED = 7
"""Of so many residents one is described a second time."""

_NAMES = (
    "Zoë O’Connor-Fitzgerald", "Siân Llewellyn-Jones", "Nguyễn Thị Minh Khuê", "Oluwaseun Adébáyò",
    "Σοφία Παπαδοπούλου", "Олександра Шевчук", "محمد الأحمد", "王小芳", "Siobhán Ní Dhomhnaill",
    "José María de los Ángeles Fernández-Villaverde y Montenegro", "Łukasz Wójcik", "Aoife O'Brien",
    "Thandiwe Nkosi", "Priyanka Chandrasekaran Venkataraman", "Margaret Higginbottom",
    "Gwenllian ap Rhys", "D’Andre St John-Smythe", "Mary-Jane McAllister", "Kwame Mensah-Boateng",
    "Fatima Al-Zahra Hussain", "Harpreet Kaur", "Jean-Baptiste N'Diaye", "Anneliese von Hohenfeld",
    "Ümit Yıldırım", "Şebnem Çelik", "Mateusz Źdźbłowski", "Ingrid Ødegård", "Bjørn Åkerlund",
    "Erzsébet Kovácsné Szabó", "Tiberiu Ștefănescu", "Eilidh MacGillivray", "Ruaridh Mackintosh",
    "Gethin Prydderch", "Angharad Bowen", "Blodwen Pugh", "Winston Campbell-Bailey", "Shanice Drummond",
    "Delroy Hyacinth", "Arjun Balasubramaniam", "Lakshmi Iyengar", "Mohammed Rahman", "Muhammad Rehman",
    "Sumaiya Chowdhury", "Abdirahman Warsame", "Hodan Jama", "Mei Ling Tan", "Wing-Yan Cheung",
    "Ji-woo Bae", "Haruto Inoue", "Dao Van Lam", "Lê Thu Hà", "Chukwuemeka Okonkwo", "Ngozi Eze",
    "Tendai Chikowore", "Palesa Mokoena", "Yared Tesfaye", "Patrick Gallagher", "Bernadette Devaney",
    "Sinéad Mac Giolla Phádraig", "Cormac Ó Súilleabháin", "Ana Beatriz de Oliveira", "João Quaresma",
    "Inês Falcão", "Giulia D'Amico", "Beppe Lo Presti", "Agnieszka Zając", "Kacper Brzęczyszczykiewicz",
    "Jana Nováková", "Ondřej Říha", "Ivana Đurić", "Dimitris Karageorgiou", "Élodie Lefèvre",
    "François Béranger", "Noor Haddad", "Yusuf Kurt", "Leila Farrokhzadeh", "Babak Rostami",
    "Gulsher Khan", "Simran Gill", "Jaswinder Dhaliwal", "Ian Ramsbottom", "Doris Entwistle",
    "Kevin Braithwaite", "Pauline Oakenshaw", "Alfie Thistlethwaite", "Barbara Nettleship",
    "Colin Fothergill", "Denise Wigglesworth", "Ernest Clutterbuck", "Freda Ackroyd",
    "Gordon Micklethwait", "Hilary Bickerstaff", "Irene Shufflebottom", "Jack Arkwright",
    "Kathleen Postlethwaite", "Len Sidebottom", "Maureen Crabtree", "Norman Heckmondwike",
    "Olive Butterworth", "Percy Longbottom", "Quentin Farquharson", "Rita Murgatroyd",
    "Stanley Ogden-Hall", "Thelma Bickerdike", "Una Satterthwaite", "Vera Hardcastle-Moss",
    "Walter Featherstone", "Yvonne Grimshaw", "Zachary Bottomley", "Brian Ng",
)  # fmt: skip


@dataclass(frozen=True)
class Resident:
    """One way in which a person is described: `person` is the same for the same person."""

    person: int
    name: str
    email: str
    phone: str
    home: Home
    language: str

    def given(self) -> Given:
        """Their details as a form takes them."""
        return Given(
            name=self.name,
            email=self.email,
            phone=self.phone,
            address_lines=self.home.lines,
            postcode=self.home.postcode,
            uprn=self.home.uprn,
            language=self.language,
        )


@cache
def residents() -> tuple[Resident, ...]:
    """Everybody, described once each; always the same."""
    chance = random.Random(SEED)  # noqa: S311 - nothing secret depends on it
    places = chance.sample(homes(), len(_NAMES))
    return tuple(_resident(person, name, places[person], chance) for person, name in enumerate(_NAMES))


@cache
def second_descriptions() -> tuple[Resident, ...]:
    """The deliberate duplicates: another e-mail and phone, and the name or the address written otherwise."""
    chance = random.Random(SEED + 1)  # noqa: S311
    elsewhere = chance.sample(homes(), len(_NAMES))
    found: list[Resident] = []
    for one in residents()[::EVERY_DUPLICATED]:
        number = len(found)
        other = replace(
            one,
            name=_written_otherwise(one.name, chance),
            email=f"{_mailbox(one.name)}.{number + 1}@post.example" if one.email else "",
            phone=f"01632 960{500 + number:03}",
        )
        if number % 3 == 2:
            other = replace(other, name=one.name, home=elsewhere[one.person])
        found.append(other)
        if number % 5 == 4:
            found.append(replace(one, email="", phone=f"07700 900{800 + number:03}", name=one.name.upper()))
    return tuple(found)


def truth() -> str:
    """The truth file: every description of every person, as CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(TRUTH_COLUMNS)
    everybody = sorted((*residents(), *second_descriptions()), key=lambda one: one.person)
    for one in everybody:
        writer.writerow((one.person, one.name, one.email, one.phone, one.home.uprn, one.home.postcode))
    return buffer.getvalue()


def _resident(person: int, name: str, home: Home, chance: random.Random) -> Resident:
    mailbox = _mailbox(name) or f"resident{person}"
    reached = chance.random()
    return Resident(
        person=person,
        name=name,
        email="" if reached < 0.12 else f"{mailbox}{person}@mail.example",
        phone=f"07700 900{person:03}" if reached < 0.12 or reached > 0.55 else "",
        home=home,
        language="cy"
        if name.partition(" ")[0] in {"Siân", "Gwenllian", "Gethin", "Angharad", "Blodwen"}
        else "en",
    )


def _mailbox(name: str) -> str:
    """The Latin letters of a name, in lower case, words joined by full stops."""
    decomposed = unicodedata.normalize("NFKD", name.lower())
    words = (
        "".join(sign for sign in word if sign.isascii() and sign.isalpha()) for word in decomposed.split()
    )
    return ".".join(word for word in words if word)[:30].strip(".")


def _written_otherwise(name: str, chance: random.Random) -> str:
    """The name with a slip, without its accents, with an initial, or with its parts swapped."""
    ways = list(_other_ways(name, chance))
    return chance.choice(ways) if ways else name


def _other_ways(name: str, chance: random.Random) -> Iterator[str]:
    words = name.split()
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    if plain != name:
        yield plain
    if len(words) > 1:
        yield f"{words[0][0]} {' '.join(words[1:])}"
        yield f"{words[-1]} {' '.join(words[:-1])}"
    if len(words[-1]) > 4:
        place = chance.randrange(1, len(words[-1]) - 1)
        last = words[-1]
        swapped = last[:place] + last[place + 1] + last[place] + last[place + 2 :]
        yield " ".join([*words[:-1], swapped])
