"""Docket texts by the pattern of language that makes their dates deadlines, or keeps them from it."""

from __future__ import annotations

from datetime import date

import pytest

from deadlines.reading import read
from tests.deadlines.test_reading_english import keys

FILED = date(2018, 2, 1)

LISTS = [
    # a line of a schedule: a noun beside a date, whatever stands between the lines
    (
        (
            "TRIAL ORDER: Expert Disclosure (Initial) 3/12/2018; Expert Disclosure (Rebuttal) 3/26/2018; "
            "Comparative fault identification 4/2/2018; Jury Trial 9/4/2018 at 9:00 AM."
        ),
        ["03-12", "03-26", "04-02"],
    ),
    ("SCHEDULING ORDER: Expert Disclosures: plaintiff 4/2/18, defendants 5/1/18.", ["04-02", "05-01"]),
    ("SCHEDULING ORDER: Expert Reports due 4/2/18 (plaintiff), 5/1/18 (defendant).", ["04-02", "05-01"]),
    ("ORDER extending expert disclosure deadlines: Plaintiff, May 1; Defendant, June 1.", ["05-01", "06-01"]),
    ("ORDER: disclosures shall be made by 3/9/2018; rebuttal by 4/9/2018.", ["03-09", "04-09"]),
    (
        "SCHEDULE | Event | Date | Fact discovery cutoff | July 6, 2018 | Reports | July 27, 2018 |",
        ["07-06", "07-27"],
    ),
    ("Close of fact discovery | 6/1/18\nOpening reports | 7/2/18\nTrial | 12/3/18", ["06-01", "07-02"]),
    ("SCHEDULE: Reports ........ 6/1/2018; Briefs ........ 7/2/2018.", ["06-01", "07-02"]),
    (
        "ORDER. Initial disclosures 3/5/18; Fact Discovery 6/1/18; Reports 7/2/18.",
        ["03-05", "06-01", "07-02"],
    ),
    # a row that begins with its date
    (
        "TIME SCHEDULE ORDER: Thu., March 1, 2018 Form due. Mon., April 2, 2018 Brief to be served.",
        ["03-01", "04-02"],
    ),
]
ORDERS = [
    ("ORDER: Plaintiff(s) shall file a consent or declination by 2/23/2018.", ["02-23"]),
    ("ORDER: no later than the 9th day of March, 2018, the parties shall confer.", ["03-09"]),
    ("ORDER that, on or before March 9, 2018, respondent shall file a response.", ["03-09"]),
    ("ORDER: counsel shall submit, by noon on March 9, 2018, a joint report.", ["03-09"]),
    ("ORDER: Counsel are requested to submit a courtesy copy by 2/8/2018.", ["02-08"]),
    ("ORDER: Defendant has until the end of the day on May 3, 2018 to file its response.", ["05-03"]),
    (
        "ORDER: the case is stayed until May 1, 2018. By that date, the parties shall file a report.",
        ["05-01"],
    ),
    ("ORDER granting Motion to Extend. Deadline to serve: from March 2, 2018 to April 2, 2018.", ["04-02"]),
    ("ORDER re Stipulation to Amend Schedule, GRANTED: Discovery Cut Off to 6/1/2018.", ["06-01"]),
    ("ORDER: Confidential statements due to the mediator by 3/9/2018.", ["03-09"]),
    ("ORDER that the brief due March 5, 2018 be filed no later than March 12, 2018.", ["03-12"]),
    (
        "ORDER: plan filing period extended through 3/5/2018; solicitation period extended to 4/5/2018.",
        ["03-05", "04-05"],
    ),
    ("LETTER ORDER: opposition to be filed by March 9, 2018.", ["03-09"]),
]
PARTY_PAPERS = [
    ("MOTION for Relief from Stay filed by Gadget Co. Responses due by 3/1/2018. (Doe, Ada)", ["03-01"]),
    (
        "BRIEF in Support filed by Gadget Co..Answering Brief due date per Local Rules is 2/20/2018.",
        ["02-20"],
    ),
    ("NOTICE of Motion. You must file a response on or before March 9, 2018 at 4:00 p.m.", ["03-09"]),
    ("SUMMONS Returned. Gadget Co. served on 1/5/2018, answer due 1/26/2018.", ["01-26"]),
]
PERIODS = [
    ("NOTICE: forms due in 14 days; exhibits, if any: 14 days after service.", [(14, "days", "after")] * 2),
    (
        (
            "ORDER: papers shall be exchanged no later than ten days, and filed no later than five days, "
            "before the conference."
        ),
        [(10, "days", "before"), (5, "days", "before")],
    ),
    (
        "ORDER: the parties shall confer 20 days after the answer or 45 days after the first appearance.",
        [(20, "days", "after"), (45, "days", "after")],
    ),
    (
        "ORDER: Requests for adjournment must be made at least 48 hours before the call.",
        [(48, "hours", "before")],
    ),
    ("NOTICE must be filed no later than 21 days before Tuesday, April 10, 2018.", [(21, "days", "before")]),
    ("ORDER granting Plaintiff an additional 14 days in which to amend.", [(14, "days", "after")]),
    ("ORDER: sanctions of $500 payable to counsel within 30 days.", [(30, "days", "after")]),
    ("ORDER: joint plan by 2/22/2018, that is, one week before the conference on March 1, 2018.", ["02-22"]),
    (
        "NOTICE of Motion: if you object, you must respond within 21 days after this notice.",
        [(21, "days", "after")],
    ),
]
SILENT = [
    # an appointment
    "MINUTE entry: Status hearing held. Continued for further status to 4/10/2018 at 9:15 AM.",
    "MINUTE entry: Next status 4/10/2018 at 9:15 AM.",
    "NOTICE: Meeting of creditors 3/14/2018 at 1:30 PM. Auction: March 12, 2018.",
    "ORDER: the March 12, 2018 hearing remains on calendar.",
    # taken away
    "***Deadlines terminated. Statement due by 3/1/2018.",
    "NOTICE: Statement due by 3/1/2018 and Conference set for 3/8/2018 VACATED.",
    "ORDER: All deadlines are stayed through and including March 15, 2018.",
    "ORDER: the deadline to file motions having passed, the case is placed on the list of 3/5/2018.",
    # asked for, foretold or told, not ordered
    "ORDER: The letter asks for an extension to May 20, 2018. The request is GRANTED in part.",
    "MINUTE entry: Case settled. Parties anticipate dismissal by 3/15/2018.",
    "LETTER re: Response due March 1, 2018 and other matters by Gadget Co.",
    "REPORT of Rule 26(f) Planning Meeting: the parties propose discovery to close by June 1, 2018.",
    "NOTICE OF MOTION to Compel Responses due January 15, 2018 filed by Gadget Co.",
    "STATUS Report by Gadget Co.: discovery to be completed by 6/1/2018 as ordered.",
    # the court's own acts
    "ORDER: a scheduling order will be sent within two business days. The mandate will issue in seven days.",
    "ORDER: The Court will hold a call on March 6, 2018 and expects to issue its decision by March 30, 2018.",
    # a rule, a length, the past
    "ORDER: Local Rule 7.1(c) gives a party fourteen days after service of a motion to respond.",
    "ORDER: No motion may be filed more than ten days before the trial. Counsel must meet at least one hour.",
    "ORDER: The notice was sent within 30 days of the breach; the motion was due within 7 days of it.",
    "ORDER: The restraining order is extended by consent through May 20, 2018.",
    "Certification of Service re Notice of objection deadline 3/5/2018.",
    "OPINION: the tenant had until October 31, 2018 to exercise the option.",
    "ORDER: The Court has received the letter due January 26, 2018.",
    "NOTICE of Scheduling, RECEIVED. Service date 02/01/2018.",
]


@pytest.mark.parametrize(("text", "expected"), [*LISTS, *ORDERS, *PARTY_PAPERS, *PERIODS])
def test_what_a_clerk_would_take(text, expected):
    assert keys(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_silence(text):
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "what", "party"),
    [
        ("SUMMONS Returned. Gadget Co. served on 2/5/2018, answer due 2/26/2018.", "Answer", "Gadget Co."),
        ("ORDER. Acme Corp. answer due 3/5/2018.", "Answer", "Acme Corp."),
        ("STIPULATION extending time as to Gadget Co. answer now due 3/5/2018.", "Answer", "Gadget Co."),
        ("ORDER: The Special Board shall file its report by 3/5/2018.", "Report", "Special Board"),
        ("Brief due on 03/05/2018 for Appellant Ada Example.", "Brief", "appellant"),
        ("ORDER: Defendant's response to plaintiff's motion is due 3/5/2018.", None, "defendant"),
        ("ORDER: Plaintiff shall serve the defendants by 3/5/2018.", "Serve the defendants", "plaintiff"),
        (
            "ORDER: Plaintiff shall complete the form and file it by 3/5/2018.",
            "Complete the form",
            "plaintiff",
        ),
        ("ORDER that, by 3/5/2018, respondent shall file an answer.", "Answer", "respondent"),
        ("Schedule A/B: Property (Form 106A/B) due 03/05/2018.", "Schedule A/B: Property", None),
        (
            "NOTICE: Brief for Appellant, Ada Example due 03/05/2018.",
            "Brief for Appellant, Ada Example",
            "appellant",
        ),
    ],
)
def test_what_is_due_and_from_whom(text, what, party):
    (found,) = read(text, filed=FILED)
    assert found.party == party
    assert what in (None, found.what)


def test_roles_of_one_list_keep_its_name():
    found = read("SCHEDULING ORDER: Expert Reports due 4/2/18 (plaintiff), 5/1/18 (defendant).", filed=FILED)
    assert [(p.what, p.party) for p in found] == [
        ("Expert Reports", "plaintiff"),
        ("Expert Reports", "defendant"),
    ]


def test_a_role_and_the_name_behind_it_are_one_and_two_names_are_two():
    text = (
        "ORDER: Defendants' time to answer is extended to March 5, 2018. Gadget Co. answer due 3/5/2018; "
        "Ada Example answer due 3/5/2018."
    )
    assert [p.party for p in read(text, filed=FILED)] == ["Gadget Co.", "Ada Example"]


@pytest.mark.parametrize(
    ("text", "supersedes"),
    [
        ("ORDER granting 9 Motion for Extension of Time. Brief due 3/5/2018.", True),
        ("ORDER resetting briefing schedule: brief due 3/5/2018.", True),
        ("ORDER: Answer deadline now March 5, 2018.", True),
        ("ORDER: the hearing is continued to March 12, 2018. Statement due 3/5/2018.", False),
        ("ORDER: the status hearing is reset to 3/12/2018, and a joint report is due 3/5/2018.", False),
        ("ORDER: Brief due 3/5/2018.", False),
    ],
)
def test_only_a_moved_deadline_supersedes(text, supersedes):
    (found,) = read(text, filed=FILED)
    assert found.supersedes is supersedes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ORDER: reply within 7 days of today.", date(2018, 2, 1)),
        ("ORDER: report due 7 days before the hearing scheduled for March 20, 2018.", date(2018, 3, 20)),
        (
            "MINUTES: Conference held 1/30/2018. Next Conference set for 3/20/2018. Report due 7 days prior.",
            date(2018, 3, 20),
        ),
        ("ORDER granting an additional 14 days to amend.", None),  # from a date that the text does not tell
        ("ORDER: plan due within 15 days of receipt of this order.", None),
        ("ORDER: claims due within 30 days of entry of the order authorizing rejection.", None),
        ("ORDER: Thereafter, the parties have fourteen days within which to file a response.", None),
        ("ORDER granting the motion with 30 days' leave to amend from service of notice.", None),
        (
            "ORDER: in advance of the 3/20/2018 conference, counsel shall confer 7 days before.",
            date(2018, 3, 20),
        ),
    ],
)
def test_the_day_that_a_period_runs_from(text, day):
    (found,) = read(text, filed=FILED)
    assert found.trigger_date == day
