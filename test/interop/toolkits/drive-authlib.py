"""Asks a server of the standard with authlib: see authlib.test.ts for what goes in and out."""
import json
import os
import sys

import authlib
import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, JsonWebToken
from authlib.jose.errors import InvalidClaimError
from authlib.oauth2.rfc7523 import PrivateKeyJWT, private_key_jwt_sign
from authlib.oidc.core import CodeIDToken

# The server listens on this machine only.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"


class SignedByEdDSA(PrivateKeyJWT):
    """Its own signs by RS256 and nothing else."""

    def sign(self, auth, token_endpoint):
        return private_key_jwt_sign(
            auth.client_secret,
            client_id=auth.client_id,
            token_endpoint=token_endpoint,
            claims={"jti": generate_token(16)},
            header={"alg": "EdDSA"},
            alg="EdDSA",
        )


class Client:
    def __init__(self, issuer, id, secret=None, key=None, **more):
        self.metadata = requests.get(f"{issuer}/.well-known/openid-configuration").json()
        self.keys = JsonWebKey.import_key_set(requests.get(self.metadata["jwks_uri"]).json())
        self.token_url = self.metadata["token_endpoint"]
        if key is not None:
            secret = JsonWebKey.import_key(key)
            more["token_endpoint_auth_method"] = SignedByEdDSA(self.token_url)
        self.session = OAuth2Session(id, secret, code_challenge_method="S256", **more)

    def ask(self):
        self.verifier, self.nonce = generate_token(48), generate_token(20)
        url, self.state = self.session.create_authorization_url(
            self.metadata["authorization_endpoint"], code_verifier=self.verifier, nonce=self.nonce
        )
        return url

    def redeem(self, told, verifier=None, redirect=None):
        more = {} if redirect is None else {"redirect_uri": redirect}
        return self.session.fetch_token(
            self.token_url, authorization_response=told, state=self.state, code_verifier=verifier or self.verifier, **more
        )

    def identify(self):
        """The claims of the ID token, checked with the keys, the nonce and the access token beside it."""
        token = self.session.token
        params = {"nonce": self.nonce, "client_id": self.session.client_id, "access_token": token["access_token"]}
        return self.read(token["id_token"], self.session.client_id, CodeIDToken, params)

    def read(self, text, audience, kind=None, params=None):
        options = {
            "iss": {"essential": True, "value": self.metadata["issuer"]},
            "aud": {"essential": True, "value": audience},
        }
        reader = JsonWebToken(["RS256", "ES256", "EdDSA"])
        claims = reader.decode(text, self.keys, claims_cls=kind, claims_options=options, claims_params=params)
        claims.validate()
        return claims

    def userinfo(self):
        return self.session.get(self.metadata["userinfo_endpoint"]).json()

    def refresh(self, token=None, scope=None):
        more = {} if scope is None else {"scope": scope}
        return self.session.refresh_token(self.token_url, refresh_token=token, **more)

    def fetch(self, grant, **fields):
        return self.session.fetch_token(self.token_url, grant_type=grant, **fields)

    def introspect(self, token):
        return self.session.introspect_token(self.metadata["introspection_endpoint"], token).json()

    def revoke(self, token):
        return self.session.revoke_token(self.metadata["revocation_endpoint"], token).status_code


def say(what):
    print(json.dumps(what), flush=True)


clients = {}
say({"toolkit": f"authlib {authlib.__version__}"})
for line in sys.stdin:
    order = json.loads(line)
    try:
        if "open" in order:
            clients[order["client"]] = Client(**order["open"])
            say({"yes": None})
        else:
            say({"yes": getattr(clients[order["client"]], order["call"])(**order["with"])})
    except OAuthError as error:
        say({"no": error.error, "why": error.description})
    except InvalidClaimError as error:
        say({"no": error.error, "why": error.description})
    except Exception as trouble:
        say({"trouble": repr(trouble)})
