"""Whether a sentence speaks of one patient: what a date, a place or a name means depends on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cmo_pathways.portfolio.identifiers.kinds import any_word

AGE = r"\b\d{1,3}(?:-|\s)(?:year|month|week|day)s?(?:-|\s)old\b"
AGE_SHORT = r"\b\d{1,3}\s?(?:yo|y/o|y\.o\.)(?!\w)|\b\d{1,3}\s?[MF]\b(?!\.)"
NUMBER_WORD = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|"
    r"eight|nine))?"
)
_OLD_THINGS = (
    r"(?!\s(?:\w+\s)?(?:hospital|building|program|system|facility|clinic|tower|service|policy|practice|record|contract|"
    r"institution|foundation|organization|campus|school|charter|equipment|scanner|unit|tradition|backlog|partnership|"
    r"company|firm|problem|law|rule|agreement|dispute|lease|merger|network|debt|history))"
)
_THIRD = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence is about: ``one`` patient, something ``clinical`` that happened, an ``illness`` or treatment.

    ``third`` says that it speaks of a "he" or "she".
    """

    one: bool
    clinical: bool
    illness: bool
    third: bool


def context_of(sentence: str, before: bool = False) -> Context:
    """What a sentence is about; ``before`` says that the sentence before it spoke of one patient."""
    clinical, third = bool(_clinical().search(sentence)), bool(_THIRD.search(sentence))
    one = bool(_one().search(sentence)) or (third and (before or clinical))
    return Context(one, clinical, bool(_illness().search(sentence)), third)


@lru_cache(maxsize=1)
def _clinical() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{any_word('clinical')})\b|\bwhose\s\w+\s(?:we|had|was|were|failed|stopped)\b|"
        rf"\b(?:his|her)\s(?:\w+\s)?(?:visit|appointment|symptoms|complaint|ambulance|{any_word('illness')})\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _illness() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_word('illness')})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _one() -> re.Pattern[str]:
    persons, compounds = any_word("persons"), any_word("compounds")
    no_group = rf"(?!-|s\b|['’]s\s(?:hospital|health|center|services|clinic)|\s(?:{compounds})\b)"
    return re.compile(
        "|".join(
            (
                rf"\b(?i:a|an|the|this|that|our|my|one|another|single|said|each other)\s(?:[\w-]+,?\s){{0,3}}?"
                rf"(?:{persons}){no_group}\b",
                rf"\b(?i:a|an|one|the|single)\s(?:[\w-]+\s){{0,2}}?(?:{any_word('events')})\b",
                r"\b(?:[Dd]eath|[Ss]uicide|[Ll]oss|[Cc]are|[Cc]ase|[Ff]all|[Ss]tory)\sof\s(?:an?|one|the|"
                r"our)\s(?:[\w-]+\s)"
                rf"{{0,3}}?(?:{persons}){no_group}\b",
                rf"{AGE}{_OLD_THINGS}",
                rf"(?i:\b{NUMBER_WORD}[- ]year[- ]old\b){_OLD_THINGS}",
                AGE_SHORT,
                r"\b[Ww]rong\s(?:knee|leg|hip|eye|side|site|level|kidney|patient|tooth|arm|hand|foot|breast|limb|"
                r"lung|finger|vertebra|blood)\b",
                r"\b(?:Mr|Mrs|Ms|Miss|Mx|Sr|Sra|Señor|Señora|señor|señora)\b\.?\s[A-Z]",
                r"\b(?:[Pp]atient|[Pp]t\.?|[Bb]aby|[Ll]ittle)\s(?:[A-Z]\.|[A-Z][a-z]+\s[A-Z])",
                r"(?:^|;\s)(?:Pt\.?|Patient|Decedent|Infant|Newborn)\s(?:was|had|died|fell|is|with|presented|came)\b",
                rf"\b(?i:his|her)\s(?:\w+\s)?(?:{any_word('relatives')})\b",
                r"\b(?:patient|child|infant|decedent|mother|woman|man|boy|girl|baby|veteran)['’]s\b"
                r"(?!\s(?:hospital|health|center|services|clinic))",
                r"\b(?i:dob|date of birth|mrn)\b",
                rf"\b(?i:el|la|un|una|nuestro|nuestra|su|del|al)\s(?:{any_word('pacientes')})\b",
                r"\b(?i:a|an|one|the|our|another)\s(?:[\w-]+\s){0,2}?[a-z]{3,}(?:er|or|ian|ist|man|woman|ee|ant|nt|"
                r"smith|hand|ess|ic)\s"
                r"(?:from|living in|who lived in|of)\s(?:the\s)?[A-Z][a-z]+(?!\sUniversity)(?=[^.;]{0,80}?\b(?:could "
                r"not|waited|"
                r"drove|came|had|was|lost|died|never|taught|walked|slept|needed|received|got|went)\b)",
            )
        )
    )
