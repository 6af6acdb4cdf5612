"""Answers orders with zeep (https://docs.python-zeep.org), from the description alone: see soap-toolkit.ts for what goes in and out."""
import json
import sys

import zeep
from lxml.etree import QName
from zeep.helpers import serialize_object
from zeep.wsdl.bindings.soap import Soap11Binding, Soap12Binding

BINDINGS = {"1.1": Soap11Binding, "1.2": Soap12Binding}
clients = {}


def service_of(wsdl, version):
    """The client's proxy for the port that speaks the version."""
    if wsdl not in clients:
        clients[wsdl] = zeep.Client(wsdl)
    client = clients[wsdl]
    for service in client.wsdl.services.values():
        for port in service.ports.values():
            if type(port.binding) is BINDINGS[version]:
                return client.bind(service.name, port.name)
    raise LookupError(f"no port for SOAP {version}")


def plain(value):
    """Without the members that are not there."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items() if item is not None}
    return [plain(item) for item in value] if isinstance(value, list) else value


def members_of(answer, operation):
    """zeep takes the wrapper off an answer with a single member, and hands out the member."""
    members = serialize_object(answer, dict)
    if members is None:
        return {}
    return plain(members) if isinstance(members, dict) else {f"{operation}Result": members}


def detail_of(fault):
    """zeep leaves a detail as XML: its innermost elements, whatever they are in."""
    return {QName(item).localname: item.text for item in fault.detail.iter() if len(item) == 0} if fault.detail is not None else {}


def answer(order):
    operation = order["operation"]
    header = order.get("header")
    more = {} if header is None else {"_soapheaders": {header["name"]: header["members"]}}
    try:
        got = service_of(order["wsdl"], order["version"])[operation](**order["parameters"], **more)
    except zeep.exceptions.Fault as fault:
        return {"fault": {"kind": type(fault).__name__, "code": fault.code, "text": fault.message, "detail": detail_of(fault)}}
    headers = {}
    # An operation with a declared header answers with both halves; any other with the body alone.
    if hasattr(got, "header") and hasattr(got, "body"):
        headers, got = plain(serialize_object(got.header, dict)) or {}, got.body
    return {"result": members_of(got, operation), "header": headers}


def say(what):
    print(json.dumps(what, default=str), flush=True)


say({"toolkit": f"zeep {zeep.__version__}"})
for line in sys.stdin:
    try:
        say(answer(json.loads(line)))
    except Exception as trouble:
        say({"trouble": repr(trouble)})
