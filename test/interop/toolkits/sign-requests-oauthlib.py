"""Takes the OAuth 1 steps with requests-oauthlib: see oauth1-library.ts for what goes in and out."""
import json
import sys

import requests_oauthlib
from oauthlib.oauth1 import SIGNATURE_TYPE_AUTH_HEADER, SIGNATURE_TYPE_BODY, SIGNATURE_TYPE_QUERY

PLACES = {"header": SIGNATURE_TYPE_AUTH_HEADER, "query": SIGNATURE_TYPE_QUERY, "body": SIGNATURE_TYPE_BODY}
session = None


def begin(order):
    global session
    session = requests_oauthlib.OAuth1Session(
        order["key"],
        client_secret=order["secret"],
        callback_uri=order["callback"],
        signature_method=order["method"],
        signature_type=PLACES[order["place"]],
    )
    session.fetch_request_token(order["initiate"])
    return {"authorize": session.authorization_url(order["login"])}


def finish(order):
    session.parse_authorization_response(order["told"])
    pair = session.fetch_access_token(order["finalize"])
    return {"token": pair["oauth_token"], "secret": pair["oauth_token_secret"]}


def say(what):
    print(json.dumps(what), flush=True)


say({"toolkit": f"requests-oauthlib {requests_oauthlib.__version__}"})
for line in sys.stdin:
    try:
        order = json.loads(line)
        say((begin if "initiate" in order else finish)(order))
    except requests_oauthlib.oauth1_session.TokenRequestDenied as denied:
        say({"refused": [denied.status_code, denied.response.text]})
