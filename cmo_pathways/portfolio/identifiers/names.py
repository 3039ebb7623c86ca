"""Names of patients and relatives: capitalized words that their sentence ties to a patient, not to a colleague."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cmo_pathways.portfolio.identifiers.context import AGE, AGE_SHORT, Context
from cmo_pathways.portfolio.identifiers.kinds import any_word, word_set
from cmo_pathways.portfolio.identifiers.numbers import Span

_NAME = r"(?:[A-ZÀ-Ý]['’])?[A-ZÀ-Ý][a-zà-ÿ]+(?:[A-Z][a-z]+)?(?:['’-][A-ZÀ-Ý][a-zà-ÿ]+)?"
_NAMES = rf"{_NAME}(?:\s(?:[A-Z]\.\s)?(?:(?:de|del|de la|van|von|bin|al)\s)?{_NAME})?"
_RUN = re.compile(rf"\b(?:{_NAME}|[A-Z]\.)(?:\s(?:(?:de|del|de la|van|von)\s)?(?:{_NAME}|[A-Z]\b\.?)){{0,4}}")
_MISTER = re.compile(
    rf"\b(?P<x>(?:Mr|Mrs|Ms|Miss|Mx|Messrs|Sra?|[Ss]eñora?|[Dd]on|[Dd]oña)\b\.?\s(?:(?:[A-Z]\.\s?)?{_NAMES}|"
    rf"[A-Z]\b\.?(?!\w)))"
)
_TITLED = re.compile(
    r"\b(?:Drs?|Prof|Professor|Sen|Senator|Rep|Representative|Gov|Governor|Hon|Judge|Justice|Rev|Reverend|Father|"
    r"Sister|St|Ste|"
    r"Saint|Mt|Mount|Ft|Fort|Lake|Port|San|Santa|Commissioner|Secretary|Surgeon General|Mayor|Chief|Dean|Captain|"
    r"Colonel|Coach)"
    r"\.?\s$"
)
_DEGREE = re.compile(r"^,?\s\(?(?:MD|DO|RN|PhD|PharmD|MBA|MPH|NP|PA|JD|FAC\w|DNP|CPA|MSN|MHA|EdD)\b")
_INITIALS = re.compile(r"(?<![\w.])(?P<x>(?:[A-Z]\.\s?){2,3})(?=$|[\s,;:)'’])(?!\s?[A-Z][a-z])")
_TOGETHER = re.compile(
    r"\b(?:with|alongside|under|by|succeeded|mentored|recruited|hired|promoted|coached|to|and|for)\s(?:\w+\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The patterns that the words of the data file complete: names that any sentence, or one about a patient, ties."""

    always: tuple[re.Pattern[str], ...]
    of_patient: tuple[re.Pattern[str], ...]
    post_before: re.Pattern[str]
    post_after: re.Pattern[str]
    toward: re.Pattern[str]
    tie_before: re.Pattern[str]
    tie_after: re.Pattern[str]
    gift: re.Pattern[str]


def name_spans(sentence: str, context: Context) -> Iterator[Span]:
    """Every name of a patient or relative in a sentence."""
    for found in _MISTER.finditer(sentence):
        if not _of_post(sentence, *found.span("x"), context):
            yield ("name", found.start("x"), found.end("x"))
    patterns = _patterns()
    for pattern in (*patterns.always, *(patterns.of_patient if context.one else ())):
        for found in pattern.finditer(sentence):
            after = sentence[found.end("x") : found.end("x") + 60]
            before = sentence[max(0, found.start("x") - 45) : found.start("x")]
            given = patterns.gift.search(after) or _GIFT_BEFORE.search(before)
            if not _is_word(found["x"]) and not _DEGREE.match(after) and not given:
                yield ("name", found.start("x"), found.end("x"))
    yield from _given_spans(sentence, context)
    if context.one or context.clinical or context.illness:
        for found in _INITIALS.finditer(sentence):
            if found["x"].replace(" ", "") not in _NO_INITIALS:
                yield ("name", found.start("x"), found.end("x"))


_NO_INITIALS = frozenset(
    [
        "U.S.",
        "U.K.",
        "U.N.",
        "D.C.",
        "M.D.",
        "D.O.",
        "R.N.",
        "N.P.",
        "P.A.",
        "I.V.",
        "E.R.",
        "O.R.",
        "E.D.",
        "I.D.",
        "A.M.",
        "P.M.",
        "J.D.",
        "B.A.",
        "M.A.",
        "B.S.",
        "M.S.",
        "N.Y.",
        "L.A.",
        "U.S.A.",
        "E.U.",
        "Q.I.",
        "I.T.",
        "N.J.",
        "N.C.",
        "S.C.",
        "N.H.",
        "N.M.",
        "R.I.",
        "W.V.",
        "S.D.",
        "N.D.",
        "M.B.A.",
        "M.P.H.",
        "C.E.O.",
        "C.M.O.",
        "C.F.O.",
    ]
)


def _given_spans(sentence: str, context: Context) -> Iterator[Span]:
    """Names that begin with a common given name, where the words around tie them to a patient."""
    for run in _RUN.finditer(sentence):
        start = _given_at(run, sentence)
        if start is None:
            continue
        before, after = sentence[max(0, start - 45) : start], sentence[run.end() : run.end() + 60]
        if _TITLED.search(before) or _DEGREE.match(after) or _patterns().post_after.match(after):
            continue
        if _patterns().post_before.search(before):
            continue
        if _is_tied(before, after, context):
            yield ("name", start, run.end())


def _given_at(run: re.Match[str], sentence: str) -> int | None:
    """Where the name of a person begins in a run of capitalized words; None where it names something else."""
    given, institutions, no_names = word_set("given_names"), word_set("institutions"), word_set("not_names")
    words = [(found.group(), found.start()) for found in re.finditer(r"[\w'’.-]+", run.group())]
    place = next((n for n, (word, _) in enumerate(words) if word in given), None)
    if place is None or any(word.rstrip("s") in institutions or word in institutions for word, _ in words[place + 1 :]):
        return None
    partner = re.match(rf"\s(?:&|and)\s(?P<x>{_RUN.pattern})", sentence[run.end() : run.end() + 120])
    if partner and any(word in institutions for word in partner["x"].split()):
        return None
    if any(word not in no_names and not (n == 0 and run.start() == 0) for n, (word, _) in enumerate(words[:place])):
        return None
    return run.start() + words[place][1]


def _is_tied(before: str, after: str, context: Context) -> bool:
    patterns = _patterns()
    if patterns.tie_before.search(before) or patterns.tie_after.match(after) or patterns.toward.search(before):
        return True
    together = bool(_TOGETHER.search(before))
    return (context.one or context.clinical or context.illness) and not together


def _of_post(sentence: str, start: int, end: int, context: Context) -> bool:
    """True where the words beside a name give its post, or tell of work done together."""
    before, after = sentence[max(0, start - 45) : start], sentence[end : end + 60]
    patterns = _patterns()
    if _GIFT_BEFORE.search(before):
        return True
    if patterns.post_before.search(before) or patterns.post_after.match(after) or patterns.gift.search(after):
        return True
    if context.clinical:
        return False
    return bool(_WORKED.search(before) or _OFFICE.match(after))


_WORKED = re.compile(
    r"\b(?:work(?:ed|ing)|co-?led|co-?chaired|partnered|negotiated|collaborated|teamed|co-?wrote|co-?authored|"
    r"presented|built)"
    r"[^.;]{0,25}?\s(?:with|alongside)\s$|\b(?:reported to|reporting to|succeeded|hired by|recruited by|appointed by|"
    r"invited by|"
    r"nominated by|introduced by|mentored by|led by|chaired by|founded by|funded by)\s$",
    re.IGNORECASE,
)
_GIFT_BEFORE = re.compile(
    r"\b(?:gifts?|grant|endowment|donation|pledge|support|funding)\s(?:of|from|by)\s(?:the\s)?$", re.IGNORECASE
)
_OFFICE = re.compile(
    r"^(?:\sand\s(?:Mr|Ms|Mrs)\.?\s\w+)?\s(?:of|from|in|at)\s(?:the\s|our\s)?(?:\w+\s){0,3}?"
    r"(?:department|office|team|board|foundation|union|firm|company|bank|agency|council|association|health plan)\b"
)


def _is_word(found: str) -> bool:
    words = re.findall(r"[\w'’-]{2,}", found)
    return any(word in word_set("not_names") or word in word_set("institutions") for word in words)


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    posts, relatives, ties = any_word("colleagues"), any_word("relatives"), any_word("ties")
    return _Patterns(
        always=_always(relatives),
        of_patient=_of_patient(),
        post_before=re.compile(rf"\b(?:{posts})(?:\sof\s[\w\s]{{2,30}})?,?\s\(?$", re.IGNORECASE),
        post_after=re.compile(
            rf"^(?:,|\s\(|\sas|\s-|\s\u2013|,\swho (?:was|is))\s?"
            r"(?:our|the|then|then our|then the|a|an|its|former|my|my "
            rf"own|now)?\s?"
            rf"(?:[\w-]+\s){{0,3}}?(?:{posts})\b",
            re.IGNORECASE,
        ),
        toward=re.compile(rf"\b(?:{any_word('toward')})\s(?:little\s|old\s)?$", re.IGNORECASE),
        tie_before=re.compile(
            rf"\b(?:{ties})(?:\sof|,)\s(?:little\s)?$|\b(?:patient|man|woman|boy|girl|infant|baby),?\s$"
        ),
        tie_after=re.compile(rf"^['’]s?\s(?:\w+\s)?(?:{ties})\b"),
        gift=re.compile(
            r"^\s(?:\w+\s)?(?:gave|donated|endowed|funded|pledged|gift|scholarship|foundation|fund)\b", re.IGNORECASE
        ),
    )


def _always(relatives: str) -> tuple[re.Pattern[str], ...]:
    aged = rf"{AGE}|{AGE_SHORT}|\d{{1,2}}(?:,(?!\d)|\))"
    return (
        re.compile(rf"\b[Pp](?:atients?|ts?\.?),?\s(?:was\s)?(?:named|called|identified as|known as)\s(?P<x>{_NAMES})"),
        re.compile(rf"\b(?:patient|pt\.?|man|woman|boy|girl|infant|newborn|baby|"
                   rf"toddler),?\s\(?(?P<x>{_NAME}\s(?:[A-Z]\.?\s)?{_NAME})"),
        re.compile(rf"\b(?:Patient|Pt\.?|PT)\s(?P<x>{_NAME}\s(?:[A-Z]\.?\s)?{_NAME})(?=\s[a-z]|,)"),
        re.compile(r"\b[Pp](?:atient|t\.?)\s(?P<x>[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|[A-Z]{2,3}(?=\s(?:was|is|had|"
                   r"died|fell|received)))"),
        re.compile(rf"(?P<x>\b(?:[A-Z]\.\s?){{2,3}}|\b[A-Z]{{2,3}})(?=,?\s\(?(?:an?\s|aged?\s)?(?:{aged}))"),
        re.compile(rf"(?P<x>\b{_NAME}\s(?:[A-Z]\.\s)?{_NAME}),?\s(?=\(?(?:an?\s)?(?:{aged}|aged?\s\d{{1,3}}\b))"),
        re.compile(r"^(?P<x>(?:[A-Z]\.\s?){2,3})(?=,|\s?(?:was|had|is|came|fell|died|waited|received|presented|"
                   r"lost)\b)"),
        re.compile(rf"\b(?:death|suicide|family|parents|widow|widower|wife|husband|daughter|son|mother|father|"
                   rf"transplant|surgery|care|"
                   rf"loss|memory|estate|funeral|case|treatment|story|"
                   rf"injury)\sof\s(?P<x>{_NAME}\s(?:[A-Z]\.\s)?{_NAME})(?!\s[A-Z])"),
        re.compile(rf"(?P<x>\bBaby\s(?:Boy|Girl)\s{_NAME})"),
        re.compile(rf"(?<!\bmy\s)\b(?:{relatives}),?\s(?P<x>{_NAME}(?:\s{_NAME})?)(?=[\s,.;)])"),
        re.compile(rf"\b[Tt]he\s(?P<x>{_NAME})\s(?:family|parents|estate)\b(?!\s(?:medicine|practice|physicians|"
                   rf"clinic|health|"
                   r"center|foundation|fund|planning|medical))"),
        re.compile(rf"\b(?:the|la)\s(?:paciente)\s(?P<x>{_NAMES})"),
    )  # fmt: skip


def _of_patient() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"\b(?:named|called|nicknamed|known as|name was|llamad[oa])\s(?P<x>{_NAMES})"),
        re.compile(rf"(?P<x>\b{_NAME}\s{_NAME})\s(?=\((?:DOB|MRN|\d))"),
        re.compile(r"\b(?:initials)\s(?:were\s|are\s)?(?P<x>[A-Z]\.?\s?[A-Z]\.?)"),
    )
