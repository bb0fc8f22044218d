"""The addresses behind which nobody is asked who they are, even where their browser could tell.

Whoever writes without a name must not be found by what the site keeps anyway. Below these addresses the session is not
read, no cookie is set, no reply is stored for retries, and the web process writes no line into its access log.
"""

PREFIX = "/voice/nameless/"


def is_nameless(path: str) -> bool:
    """Whether a request to this path stays without a name."""
    return path.startswith(PREFIX)
