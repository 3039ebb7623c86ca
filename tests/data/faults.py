"""The planted faults: where each is put into the shipped content, and what the check must say about it, and where."""

from __future__ import annotations

from dataclasses import dataclass

HERE = "§"
"""Stands in ``new`` before the text whose line the check must name; it is not written into the file."""

COMPETENCIES, ROLES = "data/framework/competencies", "data/framework/roles"
FRAME, ESTIMATE = "data/framework/framework.yaml", "data/framework/estimate.yaml"
RELATIONS, RELEASES = "data/framework/relations.yaml", "data/framework/releases.yaml"
SKILLS, ABILITIES = "data/framework/technical-skills.yaml", "data/framework/soft-abilities.yaml"
DUTIES, TOOLS = "data/framework/responsibilities.yaml", "data/framework/tools.yaml"
VARIATIONS, TAGS = "data/framework/variations.yaml", "data/framework/tags.yaml"
OUTSIDE, CROSSWALK = "data/framework/frameworks.yaml", "data/framework/crosswalk.csv"
STEPS, TRANSITIONS = "data/career/steps.csv", "data/career/transitions.csv"
WILDCARDS, CODES, BELIEFS = "data/career/wildcards.csv", "data/career/codes.csv", "data/career/beliefs.yaml"
SURVEY, PAY, MARKET = "data/figures/survey.csv", "data/figures/pay.csv", "data/figures/market.csv"
ACTIVITIES, THRESHOLDS = "data/activities/activities.csv", "data/methods/thresholds.csv"
SCOPE, RELEASED, TABLES = "data/scope.yaml", "data/released-ids.txt", "data/tables.yaml"
SOURCES, SECTIONS = "data/sources.yaml", "data/portfolio/sections.yaml"
AUDIENCES, SAMPLE = "data/audiences", "data/samples/sample-physician.yaml"
CASE = "exercises/this-months-number/case.md"

EVERYWHERE = "*"
"""A file of ``also`` that stands for all files."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault: ``old`` (found exactly once) becomes ``new``; without ``old`` the file is taken away.

    The check must answer with ``code`` in the line of the mark in ``new``, or in the only line of the file ``where``
    that holds ``at``. ``also`` are the files and codes of what follows from it; ``says`` are words of the message.
    """

    name: str
    file: str
    old: str
    new: str
    code: str
    at: str = ""
    where: str = ""
    also: tuple[tuple[str, str], ...] = ()
    says: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """The file that the check must name."""
        return self.where or self.file


_GONE = (RELEASED, "E-RELEASED")
_UNUSED = (SOURCES, "E-SOURCE")

SHELF = (
    Fault("mark of the links", DUTIES, "\nmark: E\n", "\n§mark: P\n", "E-MARK"),
    Fault(
        "an item too many",
        TOOLS,
        "items:\n",
        "§items:\n  - id: tool-pager\n    name: Pager\n    what: Beeps.\n    competencies: [telemedicine]\n",
        "E-COUNT",
        also=((SCOPE, "E-HOLE"),),
    ),
    Fault(
        "link to no competency",
        ABILITIES,
        "credit by name.\n    competencies: [change-management, ",
        "credit by name.\n    §competencies: [change-managment, ",
        "E-LINK",
    ),
    Fault(
        "item id twice",
        SKILLS,
        "- id: skill-operations-management",
        "- §id: skill-clinical-specialty",
        "E-TWICE",
        also=(_GONE, (SCOPE, "E-UNKNOWN"), (SCOPE, "E-HOLE")),
    ),
    Fault(
        "item id of another list",
        DUTIES,
        "- id: responsibility-protocols-standards",
        "- §id: duty-protocols",
        "E-ID",
        also=(_GONE, (SCOPE, "E-UNKNOWN"), (SCOPE, "E-HOLE")),
    ),
    Fault("unknown sector", VARIATIONS, "sectors: [health-tech]", "§sectors: [health-tech, space]", "E-SECTOR"),
    Fault("unknown target profile", VARIATIONS, "profile: role-cmo-payer", "§profile: role-cmo-payor", "E-ROLE"),
    Fault(
        "unknown outside framework",
        CROSSWALK,
        "clinical-expertise,N,,-,E",
        "§clinical-expertise,Z,,-,E",
        "E-FRAMEWORK",
        also=((CROSSWALK, "E-MISSING"),),
    ),
    Fault("mark of the crosswalk", CROSSWALK, "clinical-expertise,H,,-,E", "§clinical-expertise,H,,-,P", "E-MARK"),
    Fault(
        "unknown title",
        CROSSWALK,
        "clinical-expertise,A,PROF,Professionalism,",
        "§clinical-expertise,A,PROF,Profession,",
        "E-TITLE",
    ),
    Fault(
        "framework without a year",
        OUTSIDE,
        'year: "2018"\n    size: 7 domains',
        '§year: "new"\n    size: 7 domains',
        "E-YEAR",
    ),
    Fault(
        "tag near no competency",
        TAGS,
        "near: [regulatory-compliance]\n  - id: investor",
        "§near: [regulatory-complaince]\n  - id: investor",
        "E-COMPETENCY",
    ),
    Fault(
        "scope hole",
        SCOPE,
        "- id: j-vision\n        name: Vision and leadership philosophy\n        places:\n"
        "          - {portfolio-section: statement}\n",
        "- §id: j-vision\n        name: Vision and leadership philosophy\n",
        "E-HOLE",
    ),
    Fault("place that is not there", SCOPE, "{audience: hospital-board}", "§{audience: hospital-bord}", "E-UNKNOWN"),
    Fault(
        "planned place that is there",
        SCOPE,
        "{session: session-05-money-and-value}",
        "§{audience: fellowship, planned: true}",
        "E-PLANNED",
    ),
    Fault(
        "unknown kind of place",
        SCOPE,
        "{notebook: 08-portfolio-builder#cv}",
        "§{notbook: 08-portfolio-builder#cv}",
        "E-PLACE",
    ),
    Fault(
        "wrong list count",
        SCOPE,
        "- id: b\n    name: Technical skills\n    count: 19",
        "- §id: b\n    name: Technical skills\n    count: 18",
        "E-COUNT",
    ),
    Fault("scope id of another list", SCOPE, "- id: j-biography", "- §id: k-biography", "E-ID", also=(_GONE,)),
    Fault(
        "released id gone",
        BELIEFS,
        "- id: claim-cpe-cme",
        "- id: claim-cpe",
        "E-RELEASED",
        where=RELEASED,
        at="belief claim-cpe-cme\n",
    ),
    Fault(
        "released line that is no id",
        RELEASED,
        "ability ability-adaptability-resilience\n",
        "ability ability-adaptability-resilience\n§ability\n",
        "E-RELEASED",
    ),
    Fault(
        "unknown place in a profile",
        SAMPLE,
        "competency: ehr-management, level: 3, sureness: sure",
        "§competency: ehr-managment, level: 3, sureness: sure",
        "E-SAMPLE",
    ),
    Fault(
        "unknown sureness",
        SAMPLE,
        "competency: telemedicine, level: 2, sureness: fairly",
        "§competency: telemedicine, level: 2, sureness: certain",
        "E-CHOICE",
    ),
    Fault("event out of order", SAMPLE, "- {at: 2026-09-24T23:41:00Z", "- §{at: 2026-09-01T23:41:00Z", "E-ORDER"),
    Fault("unknown step of a person", SAMPLE, "step: degree-physician-mba", "§step: degree-physician-mbaa", "E-SAMPLE"),
    Fault("sample that is not fictional", SAMPLE, "fictional: true", "§fictional: false", "E-FICTIONAL"),
    Fault(
        "dossier section unknown",
        f"{AUDIENCES}/hospital-board.yaml",
        "{section: crisis,",
        "§{section: crises,",
        "E-CHOICE",
    ),
    Fault("number out of range", f"{AUDIENCES}/hospital-board.yaml", "key_results: 3", "§key_results: 9", "E-RANGE"),
    Fault(
        "id that differs from the file",
        f"{AUDIENCES}/health-system.yaml",
        "id: health-system\n",
        "§id: health-sistem\n",
        "E-ID",
    ),
    Fault(
        "broken YAML",
        f"{AUDIENCES}/fellowship.yaml",
        'tone: "What was started and learned, what is missing, and why teaching would carry it further."',
        '§tone: "What was started and learned, what is missing, and why teaching would carry it further.',
        "E-YAML",
    ),
    Fault(
        "table changed, not described",
        PAY,
        "6% more than in 2013.",
        "Six percent more than in 2013.",
        "E-STALE",
        where=TABLES,
        at="- file: data/figures/pay.csv\n",
    ),
    Fault(
        "column not described",
        TABLES,
        "      years_are: ",
        "      years_were: ",
        "E-COLUMN",
        at="- file: data/career/steps.csv\n",
    ),
    Fault(
        "table without a licence",
        TABLES,
        "row: One step of a career",
        "§rows_are: One step of a career",
        "E-KEY",
        also=((TABLES, "E-KEY"),),
    ),
)
"""Faults beside the skill map and the graph; the sample is checked only where these two are sound."""

FACTS = (
    Fault(
        "belief without a source",
        BELIEFS,
        "sources: [S46, S47, S48, S49]\n    steps: [cert-cpe]",
        "steps: [cert-cpe]",
        "E-SOURCE",
        at="facts: >-\n      CPE is the credential",
        also=(_UNUSED,),
    ),
    Fault(
        "belief with an unknown figure",
        BELIEFS,
        "figures: [cmo-age-2009, cmo-tenure-2009]",
        "§figures: [cmo-age-2010, cmo-tenure-2009]",
        "E-FIGURE",
    ),
    Fault(
        "belief with an unknown step",
        BELIEFS,
        "steps: [degree-mba, degree-mmm, degree-mha]",
        "§steps: [degree-mbaa, degree-mmm, degree-mha]",
        "E-STEP",
    ),
    Fault(
        "unknown verdict",
        BELIEFS,
        "verdict: not-confirmed\n    facts: >-\n      No survey found counts",
        "§verdict: unsure\n    facts: >-\n      No survey found counts",
        "E-CHOICE",
    ),
    Fault("figure without a unit", PAY, "225000,,USD per year,2001", "§225000,,,2001", "E-UNIT"),
    Fault("money without a year", PAY, "324750,,USD per year,2009", "§324750,,USD per year,undated", "E-YEAR"),
    Fault("figure without a year", PAY, "388000,,USD per year,2016", "§388000,,USD per year,", "E-KEY"),
    Fault(
        "figure marked U with a number",
        PAY,
        'as a career site states it",,,,undated,,U',
        '§as a career site states it",300000,,,undated,,U',
        "E-MARK",
    ),
    Fault("figure without a value", MARKET, 'jobs",616200,,jobs,2024,BLS', '§jobs",,,,2024,BLS', "E-VALUE"),
    Fault(
        "projection that is over",
        MARKET,
        'projected growth",23,,%,2024-34,',
        '§projected growth",23,,%,2014-24,',
        "W-STALE",
    ),
    Fault("figure id twice", SURVEY, "cmo-effort-it,", "§cmo-effort-gme,", "E-TWICE", also=(_GONE,)),
    Fault(
        "figure with an unknown source",
        SURVEY,
        "nursing services,2,,%,2005,154 CMOs among 340 senior physician leaders of AAMC members,P,S80",
        "nursing services,2,,%,2005,154 CMOs among 340 senior physician leaders of AAMC members,P,§S999",
        "E-SOURCE",
    ),
    Fault(
        "figure marked as our assumption",
        SURVEY,
        "on quality and safety,31,,%,2005,154 CMOs among 340 senior physician leaders of AAMC members,P,",
        "§on quality and safety,31,,%,2005,154 CMOs among 340 senior physician leaders of AAMC members,E,",
        "E-MARK",
    ),
    Fault(
        "code for an unknown step",
        CODES,
        "General and Operations Managers,,physician-coo,",
        "§General and Operations Managers,,physician-cooo,",
        "E-STEP",
    ),
    Fault("code of another form", CODES, "SOC 2010,11-9121,", "§SOC 2010,119121,", "E-CODE"),
    Fault(
        "code without a source",
        CODES,
        "contrast,E,P,S205,The nearest code for posts in emergency",
        "§contrast,E,P,,The nearest code for posts in emergency",
        "E-SOURCE",
    ),
    Fault(
        "threshold without a year",
        THRESHOLDS,
        "limits for an alert,95,,%,global,2005",
        "§limits for an alert,95,,%,global,",
        "E-YEAR",
    ),
    Fault(
        "threshold without a source",
        THRESHOLDS,
        "months,us,undated,P,S319,2026-11,Older",
        "§months,us,undated,P,,2026-11,Older",
        "E-SOURCE",
        also=(_UNUSED,),
    ),
    Fault(
        "threshold checked long ago",
        THRESHOLDS,
        "30,longer than 30 days,days,us,undated,P,S321,2026-11",
        "§30,longer than 30 days,days,us,undated,P,S321,2025-01",
        "W-STALE",
    ),
    Fault(
        "threshold marked U with a number",
        THRESHOLDS,
        "suspected improper transfer,,,hours",
        "§suspected improper transfer,72,,hours",
        "E-MARK",
    ),
    Fault("unknown case topic", THRESHOLDS, "funnel-alarm,C03", "§funnel-alarm,C99", "E-TOPIC"),
    Fault(
        "threshold with an unknown source",
        THRESHOLDS,
        "1.128,,factor,global,undated,C,S372",
        "§1.128,,factor,global,undated,C,S999",
        "E-SOURCE",
    ),
    Fault(
        "source without a web address",
        SOURCES,
        "url: https://forums.studentdoctor.net/threads/how-many",
        "§url: forums.studentdoctor.net/threads/how-many",
        "E-URL",
    ),
    Fault(
        "source checked in no month",
        SOURCES,
        'year: "about 2007"\n    type: S\n    checked: "2026-11"',
        'year: "about 2007"\n    type: S\n    §checked: "November"',
        "E-DATE",
    ),
    Fault(
        "source read long ago",
        SOURCES,
        'FAQ (quotes ABIM table)"\n    url: https://forums.studentdoctor.net/threads/'
        'im-subspecialty-fellowship-faq.199551/\n    year: "about 2005"\n    type: S\n    checked: "2026-11"',
        'FAQ (quotes ABIM table)"\n    url: https://forums.studentdoctor.net/threads/im-subspecialty-fellowship-faq.'
        '199551/\n    year: "about 2005"\n    type: S\n    checked: "2024-01"',
        "W-STALE",
        at="- id: S08\n",
    ),
    Fault(
        "unused source",
        SOURCES,
        "  - id: S01\n",
        "  - §id: S998\n    title: Nothing cites it\n    url: "
        'https://example.org\n    year: "2026"\n    type: P\n    checked: "2026-11"\n  - id: S01\n',
        "E-SOURCE",
    ),
    Fault(
        "words without a table",
        TABLES,
        "- file: data/figures/market.csv",
        "- §file: data/figures/markets.csv",
        "E-TABLE",
        also=((TABLES, "E-TABLE"),),
    ),
)
"""Faults of the facts beside the graph and of what they cite."""

ACTIVITY_ROWS = (
    Fault(
        "gain that is no competency or tag",
        ACTIVITIES,
        "executive-communication:2>3; crisis-leadership:1>2,E,4,E,8",
        "§executive-comunication:2>3; crisis-leadership:1>2,E,4,E,8",
        "E-COMPETENCY",
        also=((ACTIVITIES, "E-START"),),
    ),
    Fault(
        "need that is nothing",
        ACTIVITIES,
        "uk-associate-medical-director,,Award",
        "§uk-asociate-medical-director,,Award",
        "E-NEED",
    ),
    Fault(
        "needs in a circle",
        ACTIVITIES,
        "P,2024,,,Certificates,public-health hospital global-health,us,,A09 A10",
        "§P,2024,npli,,Certificates,public-health hospital global-health,us,,A09 A10",
        "E-CYCLE",
        says=("npli", "ics-basics"),
    ),
    Fault(
        "mark of the levels",
        ACTIVITIES,
        "executive-communication:2>3,E,6,E,10,",
        "§executive-communication:2>3,P,6,E,10,",
        "E-MARK",
    ),
    Fault("cost without a currency year", ACTIVITIES, "10500,P,2024,ics-basics", "§10500,P,,ics-basics", "E-COST"),
    Fault(
        "confidential evidence",
        ACTIVITIES,
        "Scenario, after-action report",
        "§Patient file, after-action report",
        "E-EVIDENCE",
    ),
    Fault(
        "number without a mark", ACTIVITIES, "E,100,E,140,E,200,E,26,E,28,P", "§E,100,,140,E,200,E,26,E,28,P", "E-KEY"
    ),
    Fault("number marked P without a source", ACTIVITIES, "A07,100 hours online", "§,100 hours online", "E-SOURCE"),
    Fault("hours that fall", ACTIVITIES, "120,E,180,E,260,E", "§120,E,80,E,260,E", "E-ORDER"),
    Fault(
        "level that falls",
        ACTIVITIES,
        "interdisciplinary-collaboration:2>4,E,100,P",
        "§interdisciplinary-collaboration:4>2,E,100,P",
        "E-LEVEL",
    ),
    Fault("unknown sector of an activity", ACTIVITIES, "hospital,uk,,S155 S156", "§hospitol,uk,,S155 S156", "E-CHOICE"),
    Fault(
        "row with a missing cell",
        ACTIVITIES,
        "uk,,S153 S154,A full-time year.",
        "§uk,,S153 S154",
        "E-CSV",
        also=(_GONE, (SCOPE, "E-UNKNOWN")),
    ),
    Fault(
        "choice that leads nowhere",
        CASE,
        "by Monday -> named [",
        "§by Monday -> nowhere [",
        "E-TARGET",
        also=((CASE, "E-UNREACHABLE"),),
    ),
    Fault(
        "ending without a debrief",
        CASE,
        "### Debrief\n- The number rose after your action. How would you find out "
        "whether it rose because of it?\n- What will you not be told next year, and how will you notice?\n",
        "",
        "E-DEBRIEF",
        at="## action-plan",
    ),
    Fault(
        "score of no competency",
        CASE,
        "-> series [+2 emotional-intelligence;",
        "§-> series [+2 emotional-inteligence;",
        "E-COMPETENCY",
    ),
    Fault("case that is not fictional", CASE, "fictional: true", "§fictional: false", "E-FICTIONAL"),
)
"""Faults of activities and of a case."""

GRAPH = (
    Fault("transition with a bad id", TRANSITIONS, "t407,singapore", "§T407,singapore", "E-ID", also=(_GONE,)),
    Fault("transition id twice", TRANSITIONS, "t406,australia", "§t405,australia", "E-TWICE", also=(_GONE,)),
    Fault(
        "transition to no step",
        TRANSITIONS,
        "t338,attending-physician,cmo-digital-health",
        "§t338,attending-physician,cmo-digital-helth",
        "E-STEP",
    ),
    Fault(
        "transition to itself",
        TRANSITIONS,
        "t333,chief-quality-officer,cmo-academic",
        "§t333,cmo-academic,cmo-academic",
        "E-SELF",
    ),
    Fault(
        "transition told twice",
        TRANSITIONS,
        "t334,cmo-hospital-large,chief-physician-executive",
        "§t334,cmo-health-system,chief-physician-executive",
        "E-TWICE",
    ),
    Fault(
        "boost in a group",
        TRANSITIONS,
        "t342,degree-mph,cmo-global-health-ngo,boost,,",
        "§t342,degree-mph,cmo-global-health-ngo,boost,any,",
        "E-GROUP",
    ),
    Fault(
        "transitions in a circle",
        TRANSITIONS,
        "t180,cmo-hospital-small,cmo-digital-health,alt",
        "t180,cmo-hospital-large,cmo-hospital-small,alt",
        "E-CYCLE",
        at="t119,cmo-hospital-small,",
        says=("cmo-hospital-small", "cmo-hospital-large"),
    ),
    Fault(
        "role that nobody reaches",
        TRANSITIONS,
        "t172,pharma-clinical-development-physician,cmo-biotech,alt",
        "t172,residency-preventive-medicine,cmo-biotech,requires",
        "E-REACH",
        where=STEPS,
        at='cmo-biotech,"CMO,',
    ),
    Fault(
        "member that is no step", WILDCARDS, " fellowship-dermatopathology", "§ fellowship-dermatopathologie", "E-STEP"
    ),
    Fault("step of no known kind", STEPS, "Admission Test,MCAT,exam,", "§Admission Test,MCAT,exams,", "E-CHOICE"),
    Fault(
        "word for a number",
        STEPS,
        "MD-MBA,degree,us,training,length,5,E,5",
        "§MD-MBA,degree,us,training,length,five,E,5",
        "E-TYPE",
        also=((STEPS, "E-MARK"),),
    ),
    Fault(
        "years that fall",
        STEPS,
        "MD-MPH,degree,us,training,length,4,E",
        "§MD-MPH,degree,us,training,length,9,E",
        "E-ORDER",
    ),
    Fault(
        "years without a mark",
        STEPS,
        "Nephrology fellowship,,fellowship-clinical,us,training,length,2,S,",
        "§Nephrology fellowship,,fellowship-clinical,us,training,length,2,,",
        "E-KEY",
    ),
    Fault(
        "years without a source",
        STEPS,
        "Sports medicine fellowship,,fellowship-clinical,us,training,length,1,S,1,S,1,S,,,,,,,Salaried.,,"
        "clinical-expertise,S,S08,",
        "§Sports medicine fellowship,,fellowship-clinical,us,training,length,1,S,1,S,1,S,,,,,,,Salaried.,,"
        "clinical-expertise,S,,",
        "E-SOURCE",
    ),
    Fault("cost without a currency", STEPS, "68544,,USD,undated,C", "§68544,,,undated,C", "E-COST"),
    Fault("cost without a year", STEPS, "109920,USD,2024,C", "§109920,USD,,C", "E-COST"),
    Fault(
        "step marked U with a number",
        STEPS,
        "Preventive medicine residency,,residency,us,training,,,,,,,",
        "§Preventive medicine residency,,residency,us,training,length,,,3,E,,",
        "E-MARK",
    ),
    Fault(
        "step with an unknown source",
        STEPS,
        "length,1,P,1,P,2,P,,,,,,,Salaried.,,clinical-expertise,P,S05 S06",
        "§length,1,P,1,P,2,P,,,,,,,Salaried.,,clinical-expertise,P,S05 S999",
        "E-SOURCE",
    ),
    Fault(
        "step that is tied to nothing",
        STEPS,
        "\nmcat,",
        "\n§island,An island,,exam,us,training" + "," * 17 + "E,,\nmcat,",
        "E-ORPHAN",
    ),
    Fault(
        "step with an unknown tag",
        STEPS,
        "financial-acumen strategic-planning,P,S01 S90",
        "§financial-acumen strategic-planing,P,S01 S90",
        "E-COMPETENCY",
    ),
    Fault(
        "portfolio section twice",
        SECTIONS,
        "- id: credential",
        "- §id: education",
        "E-TWICE",
        also=(_GONE, (SCOPE, "E-UNKNOWN"), (SCOPE, "E-HOLE")),
    ),
    Fault(
        "field of no known kind",
        SECTIONS,
        "{name: expires, label: In force until, kind: year}",
        "§{name: expires, label: In force until, kind: date}",
        "E-CHOICE",
    ),
)
"""Faults of the career graph and of the portfolio's sections."""

MAP = (
    Fault(
        "level with four examples",
        f"{COMPETENCIES}/public-speaking-advocacy.yaml",
        "    examples:\n      - >-\n        A pulmonologist names",
        "    §examples:\n      - One too many.\n      - >-\n        A pulmonologist names",
        "E-EXAMPLES",
    ),
    Fault("unknown shape", FRAME, "shape: diamond", "§shape: star", "E-CHOICE"),
    Fault(
        "level of the scale missing",
        FRAME,
        "levels:\n  - {level: 0, name: No experience yet, short: none}\n",
        "§levels:\n",
        "E-LEVELS",
    ),
    Fault(
        "unknown key",
        f"{COMPETENCIES}/patient-safety.yaml",
        "name: Patient Safety Principles\n",
        "name: Patient Safety Principles\n§nickname: Safety\n",
        "E-KEY",
    ),
    Fault(
        "missing key",
        f"{COMPETENCIES}/medical-ethics.yaml",
        "\nwhat_it_is_not: ",
        "\n§what_it_isnt: ",
        "E-KEY",
        also=((f"{COMPETENCIES}/medical-ethics.yaml", "E-KEY"),),
    ),
    Fault(
        "key twice",
        f"{COMPETENCIES}/telemedicine.yaml",
        "short: Telemedicine\n",
        "short: Telemedicine\n§short: Telemedicine\n",
        "E-TWICE",
    ),
    Fault(
        "list for a text",
        f"{COMPETENCIES}/telemedicine.yaml",
        "name: Telemedicine Platform Utilization",
        "§name: [Telemedicine Platform Utilization]",
        "E-TYPE",
    ),
    Fault(
        "signal missing",
        f"{COMPETENCIES}/patient-safety.yaml",
        '    signals:\n      - "Interview a witness beside the trained facilitator"\n',
        "    §signals:\n",
        "E-SIGNALS",
    ),
    Fault(
        "level missing",
        f"{COMPETENCIES}/data-analytics.yaml",
        "\n  2:\n",
        "\n  §6:\n",
        "E-KEY",
        also=((f"{COMPETENCIES}/data-analytics.yaml", "E-KEY"), (f"{COMPETENCIES}/data-analytics.yaml", "E-SIGNALS")),
    ),
    Fault(
        "domain that the map does not know",
        f"{COMPETENCIES}/strategic-planning.yaml",
        "domain: leadership",
        "§domain: technology",
        "E-DOMAIN",
    ),
    Fault(
        "target out of range",
        f"{ROLES}/role-cmo-payer.yaml",
        "  clinical-expertise:\n    level: 4\n",
        "  clinical-expertise:\n    §level: 7\n",
        "E-RANGE",
    ),
    Fault("mark of a profile", f"{ROLES}/role-cmo-payer.yaml", "mark: E ", "§mark: P ", "E-MARK"),
    Fault(
        "profile of an unknown step",
        f"{ROLES}/role-cmo-payer.yaml",
        "steps: [cmo-health-plan, cmo-medical-group]",
        "§steps: [cmo-health-plan, cmo-medical-grup]",
        "E-STEP",
    ),
    Fault(
        "step with two profiles", f"{ROLES}/role-vpma.yaml", "steps: [vpma]", "§steps: [vpma, section-chief]", "E-STEP"
    ),
    Fault("constant below 0", ESTIMATE, "general_sd: 0.9 ", "§general_sd: -0.9 ", "E-RANGE"),
    Fault(
        "constant that is a word", ESTIMATE, "case_sd: 1.2 ", "§case_sd: wide ", "E-TYPE", also=((ESTIMATE, "E-RANGE"),)
    ),
    Fault("mark of the constants", ESTIMATE, "mark: E\n\n# Where", "§mark: S\n\n# Where", "E-MARK"),
)
"""Faults of the skill map, the profiles and the estimate."""

TORN = (
    Fault(
        "column missing",
        MARKET,
        "id,what,value,value_words,unit,year,sample,mark,sources,note\n",
        "§id,what,value,value_words,unit,year,sample,mark,sources,remark\n",
        "E-KEY",
        also=(_GONE, _UNUSED, (BELIEFS, "E-FIGURE"), (TABLES, "E-COLUMN")),
    ),
    Fault(
        "quote that stays open",
        SURVEY,
        "cmo-effort-it,Share",
        '§cmo-effort-it,"Share',
        "E-CSV",
        also=(_GONE, _UNUSED, (BELIEFS, "E-FIGURE")),
    ),
    Fault("text that is not UTF-8", f"{AUDIENCES}/health-system.yaml", "\nname: ", "\n§name: \udce9", "E-FILE"),
    Fault(
        "competency retired in no release",
        f"{COMPETENCIES}/crisis-leadership.yaml",
        "domain: leadership\n",
        "domain: leadership\n§retired: 9.9.9\nreplaced_by: [emergency-leadership]\n",
        "E-RETIRED",
        also=((FRAME, "E-RETIRED"), (f"{COMPETENCIES}/crisis-leadership.yaml", "E-RETIRED")),
    ),
    Fault(
        "competency without a file",
        f"{COMPETENCIES}/telemedicine.yaml",
        "",
        "",
        "E-MISSING",
        where=FRAME,
        at="[ehr-management, data-analytics, telemedicine",
        also=(
            (EVERYWHERE, "E-KEY"),
            (EVERYWHERE, "E-LINK"),
            (EVERYWHERE, "E-COMPETENCY"),
            (SCOPE, "E-UNKNOWN"),
            (SCOPE, "E-HOLE"),
            _GONE,
        ),
    ),
)
"""Faults after which much of a file is gone."""

VERSIONS = (
    Fault("mark of the relations", RELATIONS, "version: 1\nmark: E\n", "version: 1\n§mark: P\n", "E-MARK"),
    Fault(
        "relation to no competency",
        RELATIONS,
        "helps: clinical-research-oversight",
        "§helps: clinical-research-oversite",
        "E-COMPETENCY",
        says=('did you mean "clinical-research-oversight"?',),
    ),
    Fault(
        "relation with itself",
        RELATIONS,
        "- competency: telemedicine\n    helps: strategic-planning",
        "- competency: telemedicine\n    §helps: telemedicine",
        "E-SELF",
    ),
    Fault(
        "relation told twice",
        RELATIONS,
        "- competency: ai-ml-in-medicine\n    needs: ehr-management",
        "- §competency: ai-ml-in-medicine\n    needs: data-analytics",
        "E-TWICE",
    ),
    Fault(
        "relation without a reason",
        RELATIONS,
        'needs: executive-communication\n    why: "One request, one fact and its source is the form of a board brief '
        'and of a testimony."\n',
        "needs: executive-communication\n",
        "E-KEY",
        at="- competency: public-speaking-advocacy\n    needs: executive-communication",
    ),
    Fault(
        "relation of both kinds",
        RELATIONS,
        "- competency: mentorship-talent\n    helps: change-management",
        "- §competency: mentorship-talent\n    needs: patient-safety\n    helps: change-management",
        "E-RELATION",
    ),
    Fault(
        "competencies that need each other",
        RELATIONS,
        "- competency: emotional-intelligence\n    helps: executive-communication",
        "- competency: emotional-intelligence\n    needs: mentorship-talent",
        "E-CYCLE",
        at="- competency: emotional-intelligence\n    needs: mentorship-talent",
        says=("emotional-intelligence needs mentorship-talent needs emotional-intelligence",),
    ),
    Fault("release without an order", RELEASES, "- version: 1.0.0\n", "- version: 1.2.0\n", "E-ORDER", at="1.1.0\n"),
    Fault(
        "release that touches ratings in an unknown way",
        RELEASES,
        'levels: [1, 2, 3, 4, 5]\n        ratings: none\n      - what: "The age',
        'levels: [1, 2, 3, 4, 5]\n        §ratings: perhaps\n      - what: "The age',
        "E-CHOICE",
    ),
    Fault(
        "release that names no competency",
        RELEASES,
        "competencies: [ai-ml-in-medicine]",
        "§competencies: [ai-in-medicine]",
        "E-COMPETENCY",
    ),
    Fault(
        "version without a release",
        FRAME,
        "version: 1.1.0",
        "version: 1.1.1",
        "E-RELEASE",
        where=RELEASES,
        at="releases:\n",
    ),
)
"""Faults of relations and release notes."""

WORDS = (
    Fault(
        "vague verb",
        f"{COMPETENCIES}/telemedicine.yaml",
        '- "List the complaints that must be examined in person"',
        '- §"Know the complaints that must be examined in person"',
        "E-VAGUE",
        says=('"Know" cannot be observed',),
    ),
    Fault(
        "level word that fits all",
        f"{COMPETENCIES}/telemedicine.yaml",
        '- "Have the interpreter on the call before the history starts"',
        '- §"Use the interpreter effectively before the history starts"',
        "E-EMPTY",
        says=('"effectively"',),
    ),
    Fault(
        "signal that is too short",
        f"{COMPETENCIES}/telemedicine.yaml",
        '- "Review failed connections with the team by cause, age and language"',
        '- §"Review failed connections"',
        "E-SHORT",
    ),
    Fault(
        "signal that fits any hospital",
        f"{COMPETENCIES}/patient-safety.yaml",
        '- "Interview a witness beside the trained facilitator"',
        '- §"Lead a team to deliver results and drive change"',
        "E-PLAIN",
    ),
    Fault(
        "signal of another competency",
        f"{COMPETENCIES}/data-analytics.yaml",
        '- "Read a run chart aloud and mark where it shifted"',
        '- §"Score failure modes with the team and explain one score."',
        "E-SAME",
        also=((f"{COMPETENCIES}/patient-safety.yaml", "E-SAME"),),
        says=(f"{COMPETENCIES}/patient-safety.yaml:",),
    ),
    Fault(
        "signal nearly that of another competency",
        f"{COMPETENCIES}/mentorship-talent.yaml",
        '- "Ask every candidate the same scored questions"',
        '- §"Give the request first, then the reason"',
        "E-NEAR",
        also=((f"{COMPETENCIES}/executive-communication.yaml", "E-NEAR"),),
        says=("a signal of level 3",),
    ),
    Fault(
        "level that hardly differs from the one below",
        f"{COMPETENCIES}/interdisciplinary-collaboration.yaml",
        """    §descriptor: >-
      As half""".replace("§", ""),
        """    §descriptor: >-
      With the nurse manager in the lead, I have held daily interdisciplinary rounds on two units and closed tasks. As
      half""",
        "E-GRADE",
    ),
    Fault(
        "evidence of two ages",
        f"{COMPETENCIES}/crisis-leadership.yaml",
        "evidence_years: 4",
        "§evidence_years: 3",
        "E-AGE",
    ),
)
"""Faults of the wording."""

BATCHES = {
    **{"shelf": SHELF, "facts": FACTS, "activities": ACTIVITY_ROWS, "graph": GRAPH},
    **{"map": MAP, "versions": VERSIONS, "words": WORDS, "torn": TORN},
}
"""Faults that are planted together, for one check costs most of a second and they do not disturb each other."""
