"""Sign-in, sessions, headers, the REST framework and the admin console."""

from csp.constants import NONCE, NONE, SELF
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from .environment import DEBUG as _DEBUG
from .environment import EMBEDDED, HOST, env, secret_key

DEBUG = _DEBUG
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", HOST] if EMBEDDED else []
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "collab.common.pages.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("HTTPS", default=False)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/api/docs/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, "'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

AUTH_USER_MODEL = "org.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "collab.org.backends.DemoGuardBackend",
    "collab.org.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "collab.org.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "collab.org.adapters.SocialAccountAdapter"
ACCOUNT_USER_DISPLAY = "collab.org.adapters.display"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Collab"
SOCIALACCOUNT_PROVIDERS = {}
if _oidc := env.str("OIDC_SERVER_URL", default=""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "sso",
                "name": env.str("OIDC_NAME", default="SSO"),
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": _oidc},
            }
        ]
    }
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["collab.common.api.authentication.DoorAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["collab.common.api.authentication.SignedInWithinScope"],
    "DEFAULT_RENDERER_CLASSES": ["collab.common.api.rendering.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["collab.common.api.rendering.OrjsonParser"],
    "DEFAULT_SCHEMA_CLASS": "collab.common.api.schema.CollabSchema",
    "EXCEPTION_HANDLER": "collab.common.api.problems.as_problem",
    "DEFAULT_THROTTLE_CLASSES": ["collab.common.api.throttling.PerCaller"],
    "DEFAULT_THROTTLE_RATES": {"caller": env.str("API_RATE", default="6000/min")},
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Collab API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "collab.common.api.describing.publish_once",
    ],
}
UNFOLD = {
    "SITE_TITLE": _("Collab console"),
    "SITE_HEADER": _("Collab console"),
    "SITE_URL": "/",
    "SITE_SYMBOL": "hub",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("logo.svg")}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "ENVIRONMENT": "insight.console.environment",
    "DASHBOARD_CALLBACK": "insight.console.front_page",
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": "insight.console.navigation",
    },
    "COLORS": {
        "primary": {
            "50": "oklch(97% .015 205)",
            "100": "oklch(94% .03 205)",
            "200": "oklch(88% .05 205)",
            "300": "oklch(80% .07 205)",
            "400": "oklch(68% .085 207)",
            "500": "oklch(56% .085 209)",
            "600": "oklch(45% .075 210)",
            "700": "oklch(39% .065 212)",
            "800": "oklch(33% .055 214)",
            "900": "oklch(28% .045 216)",
            "950": "oklch(20% .035 218)",
        }
    },
}
