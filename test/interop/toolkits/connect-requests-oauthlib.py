"""Connects to a person as a client of requests-oauthlib does, and walks the pages as their browser would: see oauth2-library.ts for what goes in and out."""
import json
import os
import secrets
import sys
from base64 import urlsafe_b64encode
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urljoin

# The server under test has no TLS.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

import oauthlib
import requests
import requests_oauthlib
from oauthlib.oauth2 import OAuth2Error, WebApplicationClient
from requests.auth import HTTPBasicAuth


class Page(HTMLParser):
    """The form of a page with its fields and buttons, or where the page sends its reader."""

    def __init__(self, text):
        super().__init__()
        self.action, self.fields, self.buttons, self.refresh = None, {}, [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = given["action"]
        elif tag == "input" and "name" in given:
            self.fields[given["name"]] = given.get("value", "")
        elif tag == "button" and "name" in given:
            self.buttons.append((given["name"], given["value"]))
        elif tag == "meta" and given.get("http-equiv") == "refresh":
            self.refresh = given["content"].partition("url=")[2]


def walk(url, callback, person):
    """Logs the person in, gives their answer, and comes back with the address that the client is told."""
    browser = requests.Session()
    got = browser.get(url, allow_redirects=False)
    for _ in range(10):
        page = None if got.is_redirect else Page(got.text)
        if page is None or page.refresh is not None:
            to = urljoin(got.url, got.headers["location"] if page is None else page.refresh)
            if to.startswith(callback):
                return to
            got = browser.get(to, allow_redirects=False)
            continue
        given = {**page.fields}
        if "password" in given:
            given.update(name=person["name"], password=person["password"])
        else:
            given.update(button for button in page.buttons if button[1] == person["answer"])
        got = browser.post(urljoin(got.url, page.action), given, allow_redirects=False)
    raise LookupError(f"lost at {got.url}")


def challenge_of(method, verifier):
    if method == "plain":
        return verifier
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def connect(order):
    class Client(WebApplicationClient):
        grant_type = order["grantType"]

    client = order["client"]
    session = requests_oauthlib.OAuth2Session(
        client=Client(client["id"]), redirect_uri=client["redirectUri"], scope=order["scope"]
    )
    verifier = secrets.token_urlsafe(48)
    method = order["challengeMethod"]
    url, _ = session.authorization_url(
        order["authorize"], code_challenge=challenge_of(method, verifier), code_challenge_method=method
    )
    proof = {"client_secret": client["secret"], "include_client_id": True}
    if order["proof"] == "header":
        proof = {"auth": HTTPBasicAuth(client["id"], client["secret"])}
    return session.fetch_token(
        order["token"],
        # Checks the state, and raises what the client was told instead of a code.
        authorization_response=walk(url, client["redirectUri"], order["person"]),
        code_verifier=order.get("verifier", verifier),
        **proof,
    )


def refresh(order):
    client = order["client"]
    session = requests_oauthlib.OAuth2Session(client["id"])
    return session.refresh_token(
        order["token"], order["refreshToken"], client_id=client["id"], client_secret=client["secret"]
    )


def revoke(order):
    client = order["client"]
    form = {"client_id": client["id"], "client_secret": client["secret"], "token": order["refreshToken"]}
    got = requests.post(order["revoke"], form)
    return {"status": got.status_code, **got.json()}


STEPS = {"connect": connect, "refresh": refresh, "revoke": revoke}


def say(what):
    print(json.dumps(what), flush=True)


say({"toolkit": f"requests-oauthlib {requests_oauthlib.__version__} over oauthlib {oauthlib.__version__}"})
for line in sys.stdin:
    order = json.loads(line)
    try:
        say({"members": STEPS[order["step"]](order)})
    except OAuth2Error as error:
        say({"refused": [error.error, error.description]})
    except Exception as trouble:
        say({"trouble": repr(trouble)})
