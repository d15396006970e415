"""The words of docket English: what owes, what asks, what moves a date, what is an event and no deadline.

Each pattern is compiled once and used on a window of bounded length, so reading stays linear.
"""

from __future__ import annotations

import re


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


#: Papers and tasks that parties owe: "Responses by 3/1" needs no verb.
FILING = _words(
    r"responses?|repl(?:y|ies)|sur-?repl(?:y|ies)|oppositions?|answers?|briefs?|briefing|objections?|motions?|complaint|counterclaims?|"
    r"pleadings?|statements?|reports?|disclosures?|discovery|depositions?|memorand(?:um|a)|lists?|instructions|plans?|letters?|"
    r"notices?|transcripts?|appendix|records?|forms?|affidavits?|declarations?|certificates?|certifications?|stipulations?|"
    r"(?:proposed|pre-?\s?trial|protective)\s+orders?|dispositions?|fees?|sanctions|proofs?|service|joinder|parties|designations?|schedules?|exhibits?|"
    r"submissions?|papers?|documents?|materials?|redactions?|requests?|petitions?|claims?|accounting|inventory|questionnaire|"
    r"mediation|ADR|voir\s+dire|limine|amendments?|supplement\w*|contentions|charts?|interrogatories|production|"
    r"appearances?|(?<!by\s)(?<!on\s)consents?|applications?|cop(?:y|ies)|bonds?|experts?|witness\w*|findings|errata|comments?|"
    r"examinations?|questions|daubert|traverse|rebuttals?|communications|"
    r"26\(f\)\s+(?:conference|meeting)|bills?\s+of\s+particulars|"
    r"cost\s+bill|bill\s+of\s+costs|restitution|payments?|surrender|compliance|agreements?|responsive"
)
#: Appointments: they are events of the case, not deadlines.
HEARING = _words(
    r"hearings?|(?<!26\(f\)\s)conferences?(?!\s+(?:statement|report|order|memorand|brief))|trial(?!\s+(?:brief|exhibit|submission|order|list))|"
    r"oral\s+arguments?|arraignments?|sentencings?|jury\s+selection|docket\s+call|calendar\s+call|settlement\s+conf\w*|"
    r"status\s+(?:call|conf)\w*|status(?!\s+(?:\w+\s+)?(?:reports?|letters?|updates?|statements?|memo\w*|submissions?))|mediation\s+(?:session|conference)|plea|trials|evidentiary|teleconference|videoconference|"
    r"(?:meetings?\s+of\s+creditors|341(?:\(a\))?\s+meeting|auction)|change\s+of\s+plea|bail\s+review|competency|initial\s+appearance|presentment"
)
#: Nouns that make a date a deadline.
DEADLINE = _words(
    r"deadlines?|cut\s?-?\s?offs?(?:\s+dates?)?|last\s+(?:day|date)|bar\s+date|due\s+dates?|times?|"
    r"(?:close|completion|end)\s+of\s+(?:\w+\s+){0,3}(?:discovery|production)|"
    r"release\s+of\s+(?:transcript\s+)?restrictions?|compliance\s+date|(?:discovery|exclusiv\w+|solicitation|filing|challenge|review|comment)\s+periods?|briefing\s+schedule"
)
#: Words of duty or leave, before or after the date.
DUTY = _words(
    r"shall|must|may|should|will|is\s+to|are\s+to|to\s+be|be\s+(?:filed|served|submitted|completed|made|exchanged|provided)|"
    r"ordered|directed|required|instructed|leave|permitted|allowed|payable|needs?\s+to|(?:is|are)\s+requested\s+to|"
    r"please\s+(?!refer|see|review|note|be|visit)\w+|"
    r"(?:parties|counsel|plaintiffs?|defendants?|government|debtors?)\s+to\s+(?!dismiss|stay|compel)\w+|"
    r"to\s+(?:file|serve|submit|respond|reply|answer|amend|pay|provide|show|complete|exchange|notify|produce|disclose|designate|"
    r"object|oppose|cure|effect|re-?file|correct|move|reopen|reinstate|supplement|issue|register|join|meet|confer|advise|inform|return|appear|surrender)|"
    r"(?:use|file|submit|serve|respond|pay|provide)"
)
#: "Discovery closed by 3/1", "transcript ordered by 3/1": enough before a date still to come, never before
#: a period.
DONE_BY = _words(r"filed|served|submitted|completed|exchanged|closed|produced|disclosed|issued|designated")
#: "Defendant has until 3/1 to ...".
TO_DO = re.compile(r"[\s,]*(?:(?:with)?in\s+which\s+)?to\s+[a-z]", re.IGNORECASE)
#: One line of a list of dates in a scheduling order: "Expert Witness List 3/1/2018;".
LISTED = re.compile(r"^[\s,;:.|]*(?:and\s+)?[\w'’()./&,-]+(?:\s+[\w'’()./&,-]+){0,8}\s*[:–-]?\s*$")
#: What says that a noun before a date is no line of a list: "Motion filed 3/1/2018", "Reply of 3/1/2018".
NO_LINE = re.compile(
    r"\b(?:filed|dated|entered|held|signed|received|is|are|was|were|has|have|granted|granting|denied|denying|"
    r"withdrawn|satisfied)\b|\b(?:of|from|on|to|for|since|through|until|re|and|or)\s*$",
    re.IGNORECASE,
)
#: Asides that stand between a name and its date.
ASIDE = re.compile(r",?\s*\bif\s+(?:any|needed|necessary|applicable)\b,?|\s\([^()]{0,80}\)", re.IGNORECASE)
ROLES = (
    r"(?:(?:the|all|any|by|for|from)\s+){0,2}"
    r"(?:plaintiffs?|defendants?|petitioners?|respondents?|appellants?|appellees?|government|usa|"
    r"defen[sc]e|movants?|(?:all\s+)?(?:other\s+)?parties|third[\s-]party\s+defendants?)(?:['’]s?)?"
)
#: "plaintiff" in "Expert disclosures: plaintiff 3/1/2018".
ROLE_ALONE = re.compile(rf"\s*{ROLES}\s*", re.IGNORECASE)
#: All that stands between two dates of one cue: "3/1/2018 (plaintiff), 4/1/2018".
SAME_AGAIN = re.compile(
    rf"[\s,;]*(?:\(\s*(?:{ROLES}|p|d)\s*\)\s*:?)?[\s,;]*(?:and\s+)?(?:by\s+)?(?:{ROLES})?[\s,:]*(?:by\s+)?",
    re.IGNORECASE,
)
#: Between two periods of one duty: "20 days after the answer or 45 days after the appearance".
OR_ELSE = re.compile(r",?\s*(?:or|and)\s*,?\s*", re.IGNORECASE)
#: "Thereafter, the parties have fourteen days": from the deadline before.
THEREAFTER = re.compile(r"\bthereafter\b", re.IGNORECASE)
#: The rest of a row that begins with a date: to the next figure, mark or line.
ROW = re.compile(r"\s*[-–:|]*\s*[^\d\n|;.:]{3,120}", re.IGNORECASE)
#: A date that only tells which appointment is meant: "the October 4, 2021 hearing".
OF_HEARING = re.compile(
    r"\s+(?:(?:status|pre-?trial|case|settlement|motion|scheduling|initial)\s+){0,2}(?:management\s+)?(?:hearings?|conferences?|trial|arguments?)\b",
    re.IGNORECASE,
)
ROW_DUE = re.compile(r"[^\d\n|;.:]{3,120}\bdue\s*(?=[.;|\n]|$)", re.IGNORECASE)
#: Somebody asks or tells; nothing is decided by it.
REQUEST = _words(
    r"request(?:ed|ing)(?!\s+(?:to|(?:jury\s+)?instructions|voir|documents|information))|requests?\s+(?:that|an?|the|leave|permission|until|additional|to\s+(?:extend|continue|stay|modify|adjourn|reset|set|enlarge)|for\s+(?:an?\s+)?(?:exten|contin|adjourn|leave|enlarg|additional)\w*)|seek(?:s|ing)|sought|(?:parties|plaintiffs|defendants|they|we)\s+(?:jointly\s+)?(?:seek|propose|request|ask|anticipate|expect|intend)|mov(?:es|ed|ing)\s+(?:the\s+court\s+|for\s+|to\s+)|ask(?:s|ed|ing)?|propos(?:es|ing)|proposed\s+(?:that|to)|"
    r"(?:motions?|applications?)\s+(?:for|to)\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}(?:exten\w+|enlarg\w+|continu\w+|adjourn\w+|stay|reset|modify|amend\s+schedul\w+)|"
    r"pray(?:s|ed|ing)?|suggest(?:s|ed|ing)?|agree\s+to\s+extend|would\s+like"
)
#: The court says how to ask: "requests for an adjournment must be made 48 hours before ...".
HOW_TO_ASK = re.compile(
    r"\brequests?\s+(?:for|to)\b[^.;]{0,120}\b(?:must|shall|should|will\s+not\s+be|unless)\b", re.IGNORECASE
)
#: The subject of a letter: "re: Response due".
SUBJECT_LINE = re.compile(r"\bre:[^.;]{0,60}$", re.IGNORECASE)
#: What the clerk adds to a party's paper stands before "due": "Responses", "Acme answer now".
CLERKS_DUE = re.compile(
    r"(?:\b(?:Responses?|Repl(?:y|ies)|Objections?|Oppositions?|Answers?)|\banswer)\s+(?:now\s+|are\s+|is\s+)?$"
)
ANSWER_DUE = re.compile(r"\banswer\s+(?:now\s+)?$", re.IGNORECASE)
PROPOSED_DATE = _words(
    r"(?:proposed|requested|suggested|anticipated|tentative|estimated)\s+(?:\w+\s+){0,2}(?:dates?|deadlines?|cut-?\s?offs?)"
)
GRANTED = _words(r"granted|granting|grants|so[\s-]ordered|approved|approving|approves|allowed|ordered")
DENIED = _words(r"denied|denying|denies|rejected|declin(?:e|es|ed|ing)|refus\w+|overruled")
#: An earlier date gives way to a later one.
MOVED = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|extensions?|enlarg\w+|(?<!/)re-?set(?:s|ting)?|continu(?:ed|es|ing|ance)|re-?schedul\w+|postpon\w+|"
    r"now\s+due|(?:is|deadline)\s+now|in\s+lieu\s+of|moved\s+(?:from|to)|adjourned|adjournment|supersed\w+|instead\s+of|rather\s+than|"
    r"new\s+(?:due\s+date|deadline)|revised|modif(?:y|ied|ies|ying))\b",
    re.IGNORECASE,
)
#: The head of an order that moves dates: "granting ... extension of time", "Amended briefing schedule".
EXTENDS = re.compile(
    r"\b(?:grant\w*|approv\w*|allow\w*)\b[^;]{0,160}?\b(?:exten\w+|enlarg\w+)|\b(?:exten\w+|enlarg\w+)\b[^;]{0,160}?\b(?:grant|approv)\w*"
    r"|\bre-?setting\s+(?:\w+\s+)?(?:briefing|deadlines?|case|initial)|\bamended\s+(?:briefing\s+)?schedul|"
    r"\bextending\s+(?:\w+\s+)?(?:time|deadline)|"
    r"\bamend\w*\s+(?:the\s+)?(?:\w+\s+)?schedul|\bdeadlines?\s+(?:are|is)\s+now|\bcontinuing\b[^.;]{0,60}\bdeadlines|\bschedule\b[^.;]{0,60}\bis\s+(?:amended|modified|revised)",
    re.IGNORECASE,
)
GRANTS_TIME = _words(r"ha(?:s|ve)|given|granted|allowed|granting|shall\s+have|until|up\s+to")
#: Before the date: an order that takes it away. After the date: the same.
TAKEN_AWAY = _words(
    r"(?<!\bto\s)(?:vacat(?:e|es|ed|ing)|terminat(?:e|es|ed|ing)|strik(?:e|es|ing)|cancel\w*)|stricken|satisf(?:y|ied)|lifted|withdrawn|"
    r"(?:having|has|have)\s+passed"
)
TAKEN_AWAY_AFTER = re.compile(
    r"[\s,)]*(?:deadlines?\s+|dates?\s+)?(?:(?:is|are|was|were|be|has\s+been|have\s+been|shall\s+be)\s+)?(?:hereby\s+|now\s+|also\s+)*"
    r"(?:vacat\w+|stricken|terminat\w+|satisfied|cancel\w+|withdrawn|moot|suspended|stayed|extended|continued|re-?set|adjourned|"
    r"postponed|rescheduled|lifted|met\b|has\s+passed|have\s+passed|passed|having\s+passed|expired)\b",
    re.IGNORECASE,
)
#: "X due by 3/1 and Y set for 3/8 VACATED": the clerk's capitals take away the whole list.
ALL_TAKEN_AWAY = re.compile(
    r"[^.;]{0,150}(?<!\bis )(?<!\bare )\b(?:VACATED|TERMINATED|STRICKEN)\s*(?:[.;]|$)"
)
#: "the brief due 3/1 be filed by 3/8": the first date only tells which brief.
BE_FILED = re.compile(r"\s+be\s+(?:filed|served|submitted)\b", re.IGNORECASE)
#: "Signed on 3/1", "Signed by Judge Sample on 3/1": the day of the paper itself.
SIGNED_ON = re.compile(
    r"\b(?:signed|so[\s-]ordered|entered|dated|docketed)\b[^.;]{0,40}\bon\s*$", re.IGNORECASE
)
SET_ASIDE_PAST = re.compile(
    r"\b(?:was|were|had\s+been|originally|previously|formerly|past|initially)\s+(?:\w+\s+)?$", re.IGNORECASE
)
FAILURE = re.compile(
    r"\b(?:fail(?:s|ure|ing)?|neglects?|waives?|waiver\s+of|absent)\b|\bif\b[^,;]{0,90}\b(?:not|no)\b[^,;]*$",
    re.IGNORECASE,
)
#: A past act before a period: "the notice was sent within ten days of the breach".
DONE = re.compile(
    r"\b(?:was|were|had|ha(?:s|ve)\s+been|had\s+been)\s+(?:\w+ly\s+)?(?:filed|served|sent|made|given|paid|held|"
    r"brought|due|submitted|mailed|received|commenced|executed|issued|delivered|completed)\s*$",
    re.IGNORECASE,
)
#: A party's notice that tells its reader what the rules want of him.
YOU_MUST = _words(
    r"you\s+(?:must|shall|have|are\s+required)|(?:objections?|responses?)(?:,?\s+if\s+any,?)?\s+(?:must|shall)\s+be\s+(?:filed|served)"
)
FAILED = _words(r"failed|did\s+not|has\s+not|have\s+not|had\s+not|was\s+not|were\s+not|untimely")
#: "Bond hearing to be held within 7 days" is an appointment.
HEARING_HELD = re.compile(r"\b(?:hearing|conference|trial|arraignment)\b[^.;]{0,30}\bheld\s*$", re.IGNORECASE)
#: Rules quoted as law, custody and other lengths of time that no party owes.
NOT_OWED = _words(
    r"imprison\w*|custody|supervised\s+release|probation|incarcerat\w+|sentenced|term\s+of|jury\s+trial\s+of|trial\s+days?|"
    r"length\s+of\s+trial|estimated|provides\s+that|requires\s+that|(?:pursuant\s+to|under)\s+(?:fed\w*\.?\s+[\w.\s]{0,20})?rule\s+4\(m|years\s+old|every|"
    r"rules?\s+\S{1,20}\s+(?:\w+\s+)?(?:gives?|allows?|provides?|requires?|permits?|affords?)|"
    r"(?:expire|toll)(?:s|ed)?|interest|community\s+service|(?<!no\s)(?<!not\s)more\s+than"
)
COURT_ACTS = re.compile(
    r"\b(?:court|clerk|judge|chambers|undersigned|panel|magistrate|clerk['’]s\s+office|assistant)(?:\s+of\s+(?:the\s+)?court)?,?\s+"
    r"(?:shall|will|must|is\s+(?:hereby\s+)?(?:directed|ordered|instructed|respectfully)|intends|anticipates|expects|may)\b(?!\s+be\s+filed)"
    r"|\b(?:orders?|notices?|summons(?:es)?|opinions?|rulings?|decisions?|mandate)\s+(?:will|shall)\s+(?:be\s+)?"
    r"(?:sent|issued?|enter(?:ed)?|mailed|follow|returned)\b",
    re.IGNORECASE,
)
#: Somebody else acts after the court did: "the Clerk shall mail a copy, and the parties shall confer".
OTHERS_ACT = re.compile(
    r"\b(?:(?i:parties|party|counsel|plaintiffs?|defendants?|petitioners?|respondents?|appell\w+|government|debtors?)|"
    r"they|he|she|who|(?!Court|Clerk|Judge|Chambers)[A-Z][\w.&'’-]*)\s+"
    r"(?i:(?:each\s+|jointly\s+|also\s+)?(?:shall|must|may|should|will|is|are|has|have)\b)"
)

_CLOSE_OF_DAY = (
    r"(?:the\s+)?(?:close\s+of\s+business|c\.?o\.?b\.?|end\s+of\s+(?:the\s+)?(?:business\s+)?day|noon|midnight)"
)  # fmt: skip
_TAIL = (
    r"(?:[\s,:(–-]*\b(?:is|are|be|now|as|set|re-?set|continued|extended|enlarged|moved|rescheduled|to|until|for|on|or|by|before|no|"
    r"not|later|than|and|including|through|thru|up|the|close|of|business|c\.?o\.?b|end|day|date|dates|hereby|further|been|has|have|"
    r"remains?|will|shall|at|in|clerk's|office|updated|changed|adjourned|modified|per\s+local\s+rules?|"
    r"pursuant\s+to\s+(?:the\s+)?local\s+rules?)\b)*[\s:,(–-]*$"
)
#: Each is searched in the text that ends where the date begins.
DUE_CUE = re.compile(r"\bdue\b(?!\s+to\b)" + _TAIL, re.IGNORECASE)
DUE_FOR_CUE = re.compile(
    r"\bdue\s+(?:for|from|with|in|as\s+to|electronically|"
    r"to\s+(?=(?:(?:the|all|opposing|circuit)\s+)*(?:court|chambers|clerk|judge|mediator|counsel|parties|trustee|undersigned)\b))\s*[^.;:\d]{1,90}?\s(?:by|on|on\s+or\s+before|no\s+later\s+than)[\s:]*$",
    re.IGNORECASE,
)
DEADLINE_CUE = re.compile(
    r"\b(?:deadlines?|cut\s?-?\s?offs?|last\s+(?:day|date)|bar\s+date|release\s+of\s+(?:transcript\s+)?restrictions?|"
    r"discovery(?:\s+period)?\s+(?:shall\s+|will\s+|to\s+)?(?:close[sd]?|ends?|expires?|concludes?|terminates?|be\s+completed)|compliance)\b"
    + _TAIL,
    re.IGNORECASE,
)
UNTIL_CUE = re.compile(
    r"\b(?:until|till|to|through|thru)(?:\s+and\s+(?:including|through))?"
    rf"(?:\s+(?:on|on\s+or\s+before|no\s+later\s+than|{_CLOSE_OF_DAY}))*[\s,:(]*$",
    re.IGNORECASE,
)
BY_CUE = re.compile(
    r"\b(?:by|on\s+or\s+before|on\s+or\s+by|at\s+or\s+before|on\s+or\s+about|no\s+later\s+than|not\s+later\s+than|before|prior\s+to)"
    rf"(?:\s+(?:no\s+later\s+than|on\s+or\s+before|not\s+later\s+than|{_CLOSE_OF_DAY}|on|of))*[\s,:(-]*$",
    re.IGNORECASE,
)
SET_CUE = re.compile(
    r"(?:\b(?:is|are|be|set|re-?set|scheduled|rescheduled|continued|adjourned|extended|moved|established|fixed|made|advanced|updated|"
    r"changed|modified|remains?|held|on|of|shall\s+be|will\s+be)(?:\s+(?:to|for|as|until|on|at|by))?|:|–|-)[\s(]*$",
    re.IGNORECASE,
)
#: The part of a cue that belongs to the name of the deadline.
NAMING_CUE = re.compile(
    r"discovery|bar\s+date|release\s+of\s+(?:transcript\s+)?restrictions?|compliance", re.IGNORECASE
)
#: What only the clerk writes, also into the entry of a party's paper.
CLERKS_DEADLINE = re.compile(r"\b(?:deadline|restriction)\s+set\s+for\s*$", re.IGNORECASE)
IS_EXTENDED = _words(r"(?:is|are|be|hereby)\s+(?:further\s+)?(?:extended|enlarged)|extends|extending")
#: A stay "until <date>, by which time the parties shall ..." sets that date for the papers it names.
BY_WHICH_TIME = re.compile(
    r"[\s,;.]*(?:by|on\s+or\s+before|before|prior\s+to|at)\s+(?:(?:which|that)\s+(?:time|date|day|point)|"
    r"(?:the\s+)?expiration\s+of\s+(?:the|this)\s+stay)\b",
    re.IGNORECASE,
)

LEAVE_TO_AMEND = re.compile(
    r"\b(?:with|grants?|granted|granting|given|giving|has|have)\s+(?:\w+['’]?\s+){0,2}?leave\s+to\s+(?:file\s+an?\s+)?amend(?:ed)?\b"
    r"|\bleave\s+to\s+amend\s+(?:is|are)\s+(?:hereby\s+)?(?:granted|given|allowed)\b",
    re.IGNORECASE,
)
NO_LEAVE = re.compile(
    r"\bwithout\s+(?:further\s+)?leave\b|\b(?:den\w+)\s+(?:\w+\s+){0,3}leave\b|\bmotion\s+(?:for|requesting)\s+leave\b",
    re.IGNORECASE,
)
