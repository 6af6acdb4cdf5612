/**
 * The SOAP endpoints: `/soap11` and `/soap12`, which say what they offer when they are asked with GET.
 *
 * The operation is the one that the Content-Type's `action` names, else the one whose request stands in the body; headers are never looked at. An
 * error from inside the operation is an ordinary response with its ResponseStatus and status 200, since proxies show nothing of any other; one
 * from before it is a fault.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { charsetOf } from '../../../formats/content-type.ts';
import { dataContractReader, rootFault } from '../../../formats/data-contract-read.ts';
import { readSoapEnvelope } from '../../../formats/soap-envelope.ts';
import type { SoapVersion } from '../../../formats/soap-names.ts';
import { readXml, type XmlElement } from '../../../formats/xml-read.ts';
import type { Answer } from '../answer.ts';
import { textOf } from '../bind.ts';
import type { Values, WriteBody } from '../formats.ts';
import type { Host } from '../host.ts';
import { callOf, readIncoming } from '../incoming.ts';
import { type PreparedOperations, unknownOperation } from '../prepare.ts';
import { type ServiceError, statusOf } from '../response-status.ts';
import { setCookies } from '../set-cookie.ts';
import { sayXmlFault } from '../xml-codec.ts';
import { SOAP_TYPES, soapFault, soapText, soapWriter } from './envelope.ts';
import { writeWsdl } from './wsdl.ts';

export type SoapEndpoint = (
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
) => FastifyReply | Promise<FastifyReply> | undefined;

/** @returns undefined for a path or a verb that isn't an endpoint's */
export function soapEndpoint(host: Host, prepared: PreparedOperations): SoapEndpoint {
  const endpoints = new Map([
    ['/soap11', serveVersion(host, prepared, '1.1')],
    ['/soap12', serveVersion(host, prepared, '1.2')],
  ]);
  return (path, request, reply) => endpoints.get(path.toLowerCase().replace(/\/$/, ''))?.(request, reply);
}

type Message =
  | { readonly ok: true; readonly content: XmlElement }
  | { readonly ok: false; readonly whose: 'client' | 'version'; readonly message: string };

function serveVersion(host: Host, prepared: PreparedOperations, version: SoapVersion) {
  const wsdl = writeWsdl(host, version);
  const writers = new Map<string, WriteBody>();
  const readers = new Map<string, ReturnType<typeof dataContractReader>>();
  for (const { operation } of prepared.values()) {
    const { name, request, response } = operation;
    readers.set(name, dataContractReader(request));
    if (response !== 'string') writers.set(name, soapWriter(response, version));
  }
  const bySmallName = new Map([...prepared.values()].map((one) => [one.operation.name.toLowerCase(), one]));

  const send = (reply: FastifyReply, status: number, text: string): FastifyReply =>
    reply.code(status).header('Content-Type', SOAP_TYPES[version]).send(text);

  const unreadable = (
    request: FastifyRequest,
    reply: FastifyReply,
    operation: string | undefined,
    message: string,
    whose: 'client' | 'version' = 'client',
  ): FastifyReply => {
    host.onUnreadable(operation, request);
    return send(reply, 500, soapFault(version, whose, message));
  };

  const sayError = (reply: FastifyReply, name: string, error: ServiceError): FastifyReply => {
    if (error.retryAfterSeconds !== undefined) reply.header('Retry-After', error.retryAfterSeconds);
    const write = error.thrown === 'in-service' ? writers.get(name) : undefined;
    if (write !== undefined) return send(reply, 200, write({ ResponseStatus: statusOf(error) }));
    return send(reply, 500, soapFault(version, error.status < 500 ? 'client' : 'server', error.message));
  };

  const say = (reply: FastifyReply, name: string, answer: Answer<unknown>): FastifyReply => {
    const operation = prepared.get(name)?.operation;
    if (operation?.cookiesOverSoap !== false) setCookies(reply, answer.cookies, host.cookieStyle);
    if (answer.kind === 'failed') return sayError(reply, name, answer.error);
    const write = writers.get(name);
    if (answer.kind === 'unauthenticated') {
      reply.header('WWW-Authenticate', host.contract.challenge);
      return send(reply, 401, write === undefined ? soapText(version, '') : write({}));
    }
    // A performer of a record's operation answers with a record.
    if (write !== undefined) return send(reply, 200, write(answer.value as Values));
    return send(reply, 200, soapText(version, String(answer.value)));
  };

  return (request: FastifyRequest, reply: FastifyReply): FastifyReply | Promise<FastifyReply> | undefined => {
    const { method } = request;
    if (method === 'GET' || method === 'HEAD') {
      return reply.header('Content-Type', 'text/xml; charset=utf-8').send(wsdl);
    }
    if (method !== 'POST') return undefined;
    const message = readMessage(request, version);
    if (!message.ok) return unreadable(request, reply, undefined, message.message, message.whose);
    const { content } = message;
    const asked = actionOf(request.headers['content-type']);
    const known = bySmallName.get((asked ?? content.name).toLowerCase()) ?? bySmallName.get(content.name.toLowerCase());
    if (known === undefined) return unreadable(request, reply, undefined, unknownOperation(content.name).message);
    const { name, request: shape } = known.operation;
    const fault = rootFault(content, shape.name, shape.namespace);
    if (fault !== undefined) return unreadable(request, reply, name, fault.message.trimEnd());
    const reading = readers.get(name)?.(content);
    if (reading === undefined || !reading.ok) {
      return unreadable(request, reply, name, reading?.fault.message ?? 'There is no such operation');
    }
    const values = { ...known.nothing, ...reading.value };
    return known.perform(callOf(readIncoming(request, host.prefix)), values).then((answer) => say(reply, name, answer));
  };
}

function readMessage(request: FastifyRequest, version: SoapVersion): Message {
  const bytes = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const text = textOf({ bytes, charset: charsetOf(request.headers['content-type']) });
  if (!text.ok) return { ok: false, whose: 'client', message: text.message };
  const document = readXml(text.value);
  if (!document.ok) return { ok: false, whose: 'client', message: sayXmlFault(document.fault) };
  const reading = readSoapEnvelope(document.root);
  if (!reading.ok) {
    const isVersion = reading.fault.kind === 'unknown-version';
    return {
      ok: false,
      whose: isVersion ? 'version' : 'client',
      message: isVersion ? WRONG_VERSION : 'The text is not a SOAP message.',
    };
  }
  const { envelope } = reading;
  if (envelope.version !== version) return { ok: false, whose: 'version', message: WRONG_VERSION };
  if (envelope.content === undefined)
    return { ok: false, whose: 'client', message: 'The body of the message is empty.' };
  return { ok: true, content: envelope.content };
}

const WRONG_VERSION = 'The envelope is of another version of SOAP.';

/** The last part of the `action` in a Content-Type, which the framework takes for the operation's name. */
function actionOf(contentType: string | undefined): string | undefined {
  return /;\s*action="([^"]*)"/i
    .exec(contentType ?? '')?.[1]
    ?.split('/')
    .at(-1);
}
