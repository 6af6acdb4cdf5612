"""Answers orders with requests (https://requests.readthedocs.io), which keeps the cookies: see http-client.ts for what goes in and out."""
import json
import sys

import requests

session = requests.Session()


def answer(order):
    form = order.get("form")
    sent = {
        "headers": order["headers"],
        "auth": tuple(order["basic"]) if "basic" in order else None,
        "data": form if form is not None else order.get("text", "").encode(),
        "json": order.get("json"),
        # A field of a multipart form is a file without a name.
        "files": {name: (None, value) for name, value in order["multipart"].items()} if "multipart" in order else None,
    }
    if sent["json"] is not None or sent["files"] is not None:
        del sent["data"]
    got = session.request(order["method"], order["url"], allow_redirects=False, **sent)
    return {
        "status": got.status_code,
        "reason": got.reason,
        "type": got.headers.get("content-type", ""),
        "body": got.text,
        "cookies": sorted(cookie.name for cookie in session.cookies),
    }


print(json.dumps({"toolkit": f"requests {requests.__version__}"}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
