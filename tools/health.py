"""The health check of the web container: ``python -m tools.health``; exit code 0 when the site answers.

Asks this machine itself, on PORT (default 8000), under the first name of ALLOWED_HOSTS.
"""

from __future__ import annotations

import http.client
import os

from tools.console import give_up

PATH = "/healthz"


def main() -> None:
    """Leave with exit code 1 and one line unless ``/healthz`` answers 200."""
    port = int(os.environ.get("PORT", "").strip() or "8000")
    hosts = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    # ".example.org" allows every name below it.
    host = hosts[0].lstrip(".") if hosts else "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", PATH, headers={"Host": host})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        give_up(f"{PATH} does not answer: {error}")
    finally:
        connection.close()
    if status != http.client.OK:
        give_up(f"{PATH} answers {status}")


if __name__ == "__main__":
    main()
