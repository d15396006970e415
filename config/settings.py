"""Django settings. Everything that differs between machines comes from :mod:`config.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, mail

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / ".data"

DEBUG = env.debug()
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.allowed_hosts()
CONTACT_EMAIL = env.contact_email()
SITE_URL = env.site_url()
DEV_PASSWORD = env.dev_password()

INSTALLED_APPS = [
    # Domain and pages, lowest floor first.
    "foundation.core",
    "foundation.accounts",
    "foundation.delivery",
    "foundation.sources",
    "foundation.revisions",
    "foundation.search",
    "people",
    "cases",
    "filings",
    "deadlines",
    "web.timeline",
    "web.imports",
    "web.desk",
    "web.public",
    # Signing in. Only the parts of django-allauth that are named here: no sign-up, no other site's logins.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    # Libraries. modeltranslation stands before the admin, as it asks.
    "modeltranslation",
    "web.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "rest_framework",
    "simple_history",
]

MIDDLEWARE = [
    *(["web.public.ownpages.OwnNotFound"] if DEBUG else []),
    "django.middleware.security.SecurityMiddleware",
    # In development runserver serves the static files as they are.
    *([] if DEBUG else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "web.desk.access.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def database(url: str) -> dict[str, Any]:
    """Return the DATABASES entry of a URL; SQLite gets WAL, IMMEDIATE and a long busy timeout."""
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError:  # without its text, which may hold the password
        env.refuse("DATABASE_URL is not understood; use postgres://user:password@host:5432/name.")
    if settings["ENGINE"] not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        env.refuse("DATABASE_URL names a database that is neither PostgreSQL nor SQLite.")
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["ENGINE"] = "foundation.core.sqlite"
        Path(settings["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        settings["OPTIONS"] = {
            # A writer takes its lock when it begins, so two writers wait instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # What a query sorts and unites on its way stays in memory.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            " PRAGMA temp_store=MEMORY;",
        }
    return settings


DATABASES = {"default": database(env.database_url(f"sqlite:///{DATA_DIR / 'docketline.sqlite3'}"))}
# "default" is shared by all processes: django-allauth remembers there which codes were used. Counts of the
# public API stay in the memory of each process.
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"},
    "memory": {"BACKEND": _MEMORY},
    # About 20 MB in each process; apart, so that pages never push out the counts of requests.
    "pages": {"BACKEND": _MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 200}},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
# No variable turns it off: with DEBUG off nobody works at the desk with a password alone.
SECOND_FACTOR_REQUIRED = not DEBUG
LOGIN_REDIRECT_URL = "staff:board"

# django-allauth: by name and password, then by code or key. Attempts are limited by foundation.accounts.audit
# across processes, so the library's own limits are off.
ACCOUNT_ADAPTER = "web.desk.access.adapters.AccountAdapter"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "web.desk.access.forms.SignInForm",
    "reauthenticate": "web.desk.access.forms.ConfirmPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
# In production one proxy stands in front and appends the client's address; in development none does.
ALLAUTH_TRUSTED_PROXY_COUNT = 0 if DEBUG else 1
MFA_ADAPTER = "web.desk.access.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the mail address of an account is set by an administrator
MFA_FORMS = {
    "activate_totp": "web.desk.access.forms.FirstCodeForm",
    "authenticate": "web.desk.access.forms.CodeForm",
    "reauthenticate": "web.desk.access.forms.ConfirmCodeForm",
    "add_webauthn": "web.desk.access.forms.AddKeyForm",
    "edit_webauthn": "web.desk.access.forms.RenameKeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # thirty seconds each way, for clocks that are a little off

# Languages. A missing word of the pages falls back to English; content has its own order of fallbacks
# (foundation.core.languages) and says so on the page.
LANGUAGE_CODE = "en"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "ru", "kk")
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en", "ru", "kk"), "kk": ("ru", "en"), "ru": ("kk", "en")}
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Pages of a case are kept in the memory of the process that made them, under the version of the case.
REMEMBER_PAGES = not DEBUG

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env.media_root(DATA_DIR / "media")
# Documents are private until their entry is public; a view serves them, MEDIA_URL never does.
MEDIA_URL = ""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Limits on every input (a field has its own as well).
# A form may carry a 10 MB text, so that the field itself can refuse it and nothing typed is lost.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND, _MAIL = mail.settings_of(env.email_url())
EMAIL_HOST = _MAIL.host
EMAIL_PORT = _MAIL.port
EMAIL_HOST_USER = _MAIL.user
EMAIL_HOST_PASSWORD = _MAIL.password
EMAIL_USE_TLS = _MAIL.starttls
EMAIL_USE_SSL = _MAIL.ssl
# Seconds for each answer of the server; some look into a mail before they answer, and a mail whose answer
# is not waited for is sent again. A step of the worker is over in half a minute.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = CONTACT_EMAIL

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Security. The policy is the same on public pages and on the desk.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Django's admin draws its small icons with data: addresses
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
if not DEBUG:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# The API (web.public.api) is read-only and knows no session: no login, so no CSRF either.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_PARSER_CLASSES": ["web.public.api.parsing.QuestionParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["web.public.api.throttling.OwnMemoryThrottle"],
    # For each address of a client and each process; the counts are kept in memory.
    "DEFAULT_THROTTLE_RATES": {
        "compute": "120/min",
        "read": "240/min",
        "feed": "120/min",
        "page": "240/min",
        "suggest": "600/min",
    },
    # In production one proxy stands in front and appends the client's address; in development none does.
    "NUM_PROXIES": 0 if DEBUG else 1,
    "EXCEPTION_HANDLER": "web.public.api.errors.as_json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Docketline API",
    "DESCRIPTION": "Deadlines with their reasons. An aid to computation, not legal advice.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    # As the code has them: the ways to compute first, the fields in the order of a question.
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "ENUM_NAME_OVERRIDES": {
        "UnitEnum": "web.public.api.schemas.UNITS",
        "DirectionEnum": "web.public.api.schemas.DIRECTIONS",
        "CountsFromEnum": "web.public.api.schemas.COUNTS_FROM",
        "ServiceMethodEnum": "web.public.api.schemas.SERVICE_METHODS",
        "ClosureKindEnum": "web.public.api.schemas.CLOSURE_KINDS",
        "EnglishKindEnum": "web.public.api.schemas.ENGLISH_KINDS",
        "AnswerStatusEnum": "web.public.api.schemas.ANSWER_STATUSES",
        "TriggerKindEnum": "web.public.api.schemas.TRIGGER_KINDS",
        "ReasonEnum": "web.public.api.search.REASONS",
    },
}

SIMPLE_HISTORY_REVERT_DISABLED = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
