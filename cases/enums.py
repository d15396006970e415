"""Closed sets about courts, dockets and parties, in the courts' own words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourtLevel(models.TextChoices):
    """Where a court stands in its own system."""

    TRIAL = "trial", _("trial court")
    APPELLATE = "appellate", _("appellate court")
    SUPREME = "supreme", _("supreme court")
    ADMINISTRATIVE = "administrative", _("administrative court")


class DocketStatus(models.TextChoices):
    """Whether a proceeding still runs. Unknown: the record is silent."""

    PENDING = "pending", _("pending")
    CLOSED = "closed", _("closed")
    UNKNOWN = "unknown", _("outcome not verified")


class DocketLinkKind(models.TextChoices):
    """How one docket is tied to another. Read: from - kind - to."""

    APPEAL_FROM = "appeal_from", _("appeal from")
    TRANSFERRED_FROM = "transferred_from", _("transferred from")
    ANCILLARY_TO = "ancillary_to", _("ancillary to")
    PREDECESSOR_OF = "predecessor_of", _("predecessor of")
    COMPANION_OF = "companion_of", _("companion of")
    SHARES_EVIDENCE = "shares_evidence", _("shares evidence with")
    RELATED = "related", _("related to")


class PartyRole(models.TextChoices):
    """The part that a person takes on a docket."""

    PLAINTIFF = "plaintiff", _("plaintiff")
    CLAIMANT = "claimant", _("claimant")
    DEFENDANT = "defendant", _("defendant")
    MOVANT = "movant", _("movant")
    RESPONDENT = "respondent", _("respondent")
    APPELLANT = "appellant", _("appellant")
    APPELLEE = "appellee", _("appellee")
    CROSSCLAIMANT = "crossclaimant", _("crossclaim plaintiff")
    NON_PARTY_MOVANT = "non_party_movant", _("non-party movant")
    NON_PARTY_RESPONDENT = "non_party_respondent", _("non-party respondent")
    NON_PARTY_OPPONENT = "non_party_opponent", _("non-party opponent")
    ACCUSED = "accused", _("accused in a criminal case")
    INVESTIGATED = "investigated", _("subject of an investigation")
    APPLICANT = "applicant", _("applicant")
    UNKNOWN = "unknown", _("role not verified")
    UNASSIGNED = "unassigned", _("role as recorded")


class JudgeRole(models.TextChoices):
    """Why a judge stands on a docket."""

    ASSIGNED = "assigned", _("assigned judge")
    REFERRED = "referred", _("magistrate judge")
    PANEL = "panel", _("member of the panel")


class AppearanceRole(models.TextChoices):
    """Why counsel stands on a docket."""

    COUNSEL = "counsel", _("counsel")
    LOCAL_COUNSEL = "local_counsel", _("local counsel")
    SOLICITOR = "solicitor", _("solicitor")
    BARRISTER = "barrister", _("barrister")


class EventKind(models.TextChoices):
    """What happened outside the docket."""

    LEAK = "leak", _("leak")
    CONTRACT = "contract", _("contract")
    SUBPOENA = "subpoena", _("subpoena")
    SUMMONS = "summons", _("summons")
    PUBLICATION = "publication", _("press publication")
    OTHER = "other", _("event")
