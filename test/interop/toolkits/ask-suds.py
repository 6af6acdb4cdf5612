"""Answers orders with suds, which speaks SOAP 1.1 only, from the description alone: see soap-toolkit.ts for what goes in and out."""
import json
import sys

import suds.client
from suds.sax.text import Text

clients = {}


def plain(value):
    """Without suds' own classes, and without the members that are not there."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if hasattr(value, "__keylist__"):
        return {name: plain(item) for name, item in suds.client.Client.dict(value).items() if item is not None}
    return str(value) if isinstance(value, Text) else value


def header_of(client):
    """suds leaves the header of an answer as XML."""
    header = client.last_received().getChild("Envelope").getChild("Header")
    return {block.name: {item.name: str(item.getText()) for item in block if not item.isnil()} for block in header or ()}


def answer(order):
    if order["version"] != "1.1":
        return {"trouble": "suds speaks SOAP 1.1 only"}
    operation, header = order["operation"], order.get("header")
    wsdl = order["wsdl"]
    if wsdl not in clients:
        clients[wsdl] = suds.client.Client(wsdl, cache=None)
    client = clients[wsdl]
    block = ()
    if header is not None:
        block = client.factory.create(f"{{{header['namespace']}}}{header['name']}")
        for name, value in header["members"].items():
            setattr(block, name, value)
    client.set_options(soapheaders=block)
    try:
        got = getattr(client.service, operation)(**order["parameters"])
    except suds.WebFault as fault:
        said = fault.fault
        detail = plain(said.detail) if hasattr(said, "detail") else None
        return {"fault": {"kind": "WebFault", "code": str(said.faultcode), "text": str(said.faultstring), "detail": detail or {}}}
    # suds takes the wrapper off an answer with a single member, and hands out the member.
    members = {} if got is None or got == "" else plain(got)
    return {"result": members if isinstance(members, dict) else {f"{operation}Result": members}, "header": header_of(client)}


def say(what):
    print(json.dumps(what, default=str), flush=True)


say({"toolkit": f"suds {suds.__version__}"})
for line in sys.stdin:
    try:
        say(answer(json.loads(line)))
    except Exception as trouble:
        say({"trouble": repr(trouble)})
