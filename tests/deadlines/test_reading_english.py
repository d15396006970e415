from __future__ import annotations

from datetime import date, time

import pytest

from deadlines.reading import read

FILED = date(2018, 2, 1)


def keys(text, filed=FILED):
    """What a reader compares: the date, or the period without its trigger, or None for open-ended leave."""
    found = []
    for proposal in read(text, filed=filed):
        period = proposal.period
        if proposal.due is not None:
            found.append(proposal.due.isoformat()[5:])
        elif period is not None:
            found.append((period.n, period.unit, period.direction))
        else:
            found.append(None)
    return found


SCHEDULES = [
    (
        (
            "SCHEDULING ORDER: Amended Pleadings due by 3/14/2018. Joinder due by 3/14/2018. Discovery "
            "cut-off 6/1/2018. Last day to file motions is 7/2/2018. Jury Trial set for 12/3/2018 at 9:00 AM."
        ),
        ["03-14", "03-14", "06-01", "07-02"],
    ),
    (
        "Order setting deadlines: Witness List due 3/1/2018; Rebuttal Reports 4/2/2018; Discovery 6/1/2018.",
        ["03-01", "04-02", "06-01"],
    ),
    ("ORDER: Opposition due February 9; reply due February 16.", ["02-09", "02-16"]),
    ("ORDER: Plaintiffs' opposition is due 2/9/2018, and defendants' reply 2/16/2018.", ["02-09", "02-16"]),
    (
        "MINUTE entry: Response by 3/5/18, reply by 3/12/18. Hearing set for 4/8/18.",
        ["03-05", "03-12"],
    ),
    ("MINUTE entry: Fact discovery ordered closed by 6/1/18.", ["06-01"]),
    (
        "Form due 02/15/2018. Transcript ordered by 03/01/2018. Brief due on 04/02/2018.",
        ["02-15", "03-01", "04-02"],
    ),
    ("SUMMONS Returned Executed. Gadget Co. served on 1/2/2018, answer due 1/23/2018.", ["01-23"]),
    ("Answer due for ALL FEDERAL DEFENDANTS by 4/2/2018.", ["04-02"]),
    (
        (
            "TRANSCRIPT of hearing on 1/9/18. Redaction Request due 2/22/2018. Redacted Transcript Deadline "
            "set for 3/5/2018. Release of Transcript Restriction set for 5/2/2018."
        ),
        ["02-22", "03-05", "05-02"],
    ),
    ("MOTION to Dismiss by Gadget Co. Responses due by 3/9/2018", ["03-09"]),
    ("ORDER: Proposed Pretrial Order due by 4/2/2018.", ["04-02"]),
]
ORDERS = [
    ("ORDER: By March 5, 2018, the parties shall submit a joint letter.", ["03-05"]),
    ("ORDER: No later than March 9, Plaintiff shall file proof of service.", ["03-09"]),
    ("ORDER: Defendant shall have up to and including March 5, 2018 in which to file its answer.", ["03-05"]),
    ("ORDER: The parties have until 4/2/18 to issue written discovery.", ["04-02"]),
    ("ORDER: Motion DENIED as moot. Defendant shall answer by March 5, 2018.", ["03-05"]),
    ("ORDER granting 14 Motion for Extension of Time to File Response until 3/5/2018.", ["03-05"]),
    ("ORDER: The request to extend the deadline from March 1, 2018 to April 30, 2018 is GRANTED.", ["04-30"]),
    ("ORDER: The discovery deadline set for 3/1/2018 is vacated and reset to 4/2/2018.", ["04-02"]),
    ("ORDER: Pleadings deadline extended to 6/1/2018, and trial continued to 10/1/2018.", ["06-01"]),
    ("STIPULATION extending time. Answer now due 3/9/2018.", ["03-09"]),
    ("ORDER: case stayed until 3/9/2018, by which date the parties shall file a status report.", ["03-09"]),
]
PERIODS = [
    (
        "ORDER: Respondent shall answer within sixty (60) days from the date of this order.",
        [(60, "days", "after")],
    ),
    ("CLERK'S NOTICE: fee due within 2 business days.", [(2, "business_days", "after")]),
    (
        "ORDER: Response due in 14 days; reply due 7 days thereafter.",
        [(14, "days", "after"), (7, "days", "after")],
    ),
    ("ORDER: Motions in limine shall be filed not less than 14 days before trial.", [(14, "days", "before")]),
    (
        "ORDER. Brief due 03/12/2018. Any reply: 21 days from service of the response.",
        ["03-12", (21, "days", "after")],
    ),
    (
        "The parties have seven (7) calendar days to file a Notice of Intent to Request Redaction.",
        [(7, "days", "after")],
    ),
    (
        (
            "REPORT AND RECOMMENDATION. Objections due within fourteen (14) days after service. Failure to "
            "file objections within fourteen days waives appeal."
        ),
        [(14, "days", "after")],
    ),
    ("ORDER granting 9 Motion for Extension of Time to File Answer by 14 days.", [(14, "days", "after")]),
    ("ORDER: Counsel shall notify the court within 24 hours of any settlement.", [(24, "hours", "after")]),
    (
        "ORDER: Exhibits due 21 days before trial; witness lists 14 days before trial.",
        [(21, "days", "before"), (14, "days", "before")],
    ),
    ("ORDER dismissing the complaint with 20 days leave to amend.", [(20, "days", "after")]),
    ("ORDER granting motion to dismiss with leave to amend within thirty days.", [(30, "days", "after")]),
    ("ORDER GRANTING MOTION TO DISMISS WITH LEAVE TO AMEND.", [None]),
]
SILENT = [
    "NOTICE of Appearance by Ada Example on behalf of Gadget Co. (Entered: 02/01/2018)",
    "NOTICE of Hearing: Motion Hearing set for 3/5/2018 at 10:00 AM before Judge Sample.",
    "ORDER: The status conference scheduled for March 5, 2018 is adjourned to April 2, 2018 at 4:00 p.m.",
    "MOTION for Extension of Time to File Response until 3/14/2018 by Gadget Co.",
    "STIPULATION WITH PROPOSED ORDER to Extend Time to Respond until 3/4/2018 filed by Gadget Co.",
    "LETTER to Judge Sample requesting that the answer be due by March 5, 2018.",
    "PROPOSED ORDER re scheduling: Discovery due by 3/5/2018.",
    "ORDER denying 14 Motion for Extension of Time to File Response until 3/5/2018.",
    "ORDER: Plaintiff requests that discovery be extended to April 30, 2018. The request is denied.",
    "ORDER vacating the deadline of 3/5/2018.",
    "Deadlines terminated: Answer due 3/5/2018 TERMINATED.",
    "SCHEDULING NOTIFICATION informing the Court of proposed due date 03/05/2018, RECEIVED.",
    "ORDER: the Court will issue a ruling by March 5, 2018. The Clerk shall mail a copy by March 2, 2018.",
    "ORDER: Due to the storm the courthouse is closed until March 5, 2018.",
    "JUDGMENT: the defendant is sentenced to a term of 24 months.",
    "ORDER: Defendant failed to respond within 14 days. The brief was due on March 5, 2018.",
    "ORDER: Under Rule 4(m) a summons must be served within 90 days after filing.",
    "ORDER granting motion to dismiss without leave to amend.",
    "ORDER: Plaintiff shall file a status report every 60 days.",
    "ORDER: Plaintiff filed suit within two years of the accident.",
    "ORDER: the stay is extended for 60 days. Bond hearing to be held within 7 days.",
    "JOINT REPORT of the parties: proposed discovery cutoff 8/1/2018.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), [*SCHEDULES, *ORDERS, *PERIODS])
def test_what_a_clerk_would_take(text, expected):
    assert keys(text) == expected


@pytest.mark.parametrize("text", SILENT)
def test_silence(text):
    assert keys(text) == []


def test_names_party_place_and_time():
    text = "ORDER: Plaintiff shall file a reply brief by 5:00 p.m. on March 5, 2018."
    (found,) = read(text, filed=FILED)
    assert (found.what, found.party) == ("Reply brief", "plaintiff")
    assert (found.due, found.due_time) == (date(2018, 3, 5), time(17))
    assert text[slice(*found.span)] == "5:00 p.m. on March 5, 2018"
    assert not found.supersedes


def test_an_extension_supersedes():
    (found,) = read("ORDER: Time to answer is extended to March 5, 2018.", filed=FILED)
    assert found.supersedes


def test_a_date_said_twice_is_one_deadline():
    text = (
        "ORDER: Gadget Co. shall respond to the complaint by March 5, 2018. Gadget Co. answer due 3/5/2018."
    )
    assert keys(text) == ["03-05"]


def test_two_papers_on_one_day_are_two_deadlines():
    assert keys("Voir Dire due by 3/5/2018. Motions in Limine due by 3/5/2018.") == ["03-05", "03-05"]


def test_a_period_and_the_clerks_date_for_it_are_one_deadline():
    text = "NOTICE: the Bond Form must be filed within 15 days. Bond Form Deadline set for 2/16/2018."
    (found,) = read(text, filed=FILED)
    assert found.due == date(2018, 2, 16)
    assert found.period is not None
    assert found.period.n == 15


def test_a_period_before_a_hearing_knows_the_hearings_day():
    text = (
        "ORDER: Pretrial Conference set for 5/1/2018 at 10:00 AM. Briefs due one week before the conference."
    )
    (found,) = read(text, filed=FILED)
    assert found.trigger_date == date(2018, 5, 1)


def test_a_period_from_service_has_no_known_start():
    (found,) = read("ORDER: Answer due within 21 days after service of the complaint.", filed=FILED)
    assert found.trigger_date is None
