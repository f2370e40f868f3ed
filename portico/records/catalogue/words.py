"""Words for sorting and searching: without accents, in lower case, letters and digits only."""

from __future__ import annotations

import re
import unicodedata

_AROUND = """
    a about above after again all also although always am an and another any anybody anyone anything are
    arent as at away be because been before being below between both but by came can cannot cant come
    could couldnt did didnt do does doesnt doing done dont down during each either else even ever every
    everybody everyone everything few for from further get gets getting give given go goes going gone got
    had has hasnt have havent having he hello her here hers hi him his how i id if ill im in into is isnt
    it its itself ive just keep keeps know let like lot lots made make many may maybe me might mine more
    most much must my need needs never no nor not now of off ok on once one only onto or other our ours
    out over own per please put quite rather really same say says see shall she should shouldnt since so
    some somebody someone something somewhere still such sure tell than that thats the their theirs them
    then there theres these they theyre theyve thing things this those though through to too try trying
    two under until up us use used using very want wants was wasnt way we well went were werent weve what
    whats when where which while who whom whose why will with without wont would wouldnt yes yet you your
    youre yours
    ac am ar at bod chi dw dwi eich ein ei eu fy gan gyda hwn hon i mae na nad neu ni nid o oedd oes rhyw
    roedd rwyf rydw rydych rydym sydd sy un wedi wrth y yn yna yng ym yr yw
"""
SAY_NOTHING = frozenset(_AROUND.split())
"""Words that people type around what they mean, in English and Welsh."""

_SEPARATORS = re.compile(r"[^a-z0-9]+")


def search_words(text: str) -> str:
    """`text` in the form that names are sorted by: `Rhoi gwybod am fin â…` → `rhoi gwybod am fin a`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _SEPARATORS.sub(" ", plain.replace("'", "").replace("’", "")).strip()
