"""The outbox, to look at: what was sent, what waits, what could not be delivered."""

from __future__ import annotations

from django.contrib import admin

from foundation.delivery.models import Message
from web.desk.options import ReadOnlyAdmin


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """Messages on their way; nobody edits them."""

    list_display = ("not_before", "recipient", "purpose", "state", "attempts", "sent_at", "last_error")
    list_filter = ("state",)
    list_select_related = ("recipient",)
    search_fields = ("key", "recipient__username", "recipient__email", "last_error")
    ordering = ("-not_before", "-pk")
