/**
 * How answers of each kind go out: their status, their headers, and compressed where the client wants it and it pays.
 */
import { acceptsGzip } from '../../formats/accept-encoding.ts';
import { gzip } from '../../formats/gzip.ts';
import type { SoapVersion } from '../../formats/soap-names.ts';
import type { HttpReply } from '../../http/exchange.ts';
import { SOAP_11_TYPE, SOAP_12_TYPE } from './content-type.ts';
import { type AsmxFault, writeFault } from './fault.ts';
import { PAGE_POLICY } from './page.ts';

const TYPES: Readonly<Record<SoapVersion, string>> = {
  '1.1': `${SOAP_11_TYPE}; charset=utf-8`,
  '1.2': `${SOAP_12_TYPE}; charset=utf-8`,
};

/** From here on, in characters, compressing saves a packet on the way. A logon's answer is below, and so costs nothing. */
const WORTHWHILE = 1400;

/** An operation's answer. */
export function sendAnswer(reply: HttpReply, version: SoapVersion, envelope: string): HttpReply {
  reply.code(200).header('cache-control', 'private, max-age=0').header('content-type', TYPES[version]);
  return sendText(reply, envelope);
}

/** ASP.NET forgets the answer's caching when it turns to a fault, and falls back on its default. */
export function sendFault(reply: HttpReply, version: SoapVersion, fault: AsmxFault): HttpReply {
  if (fault.retryAfterSeconds === undefined) reply.code(500);
  else reply.code(429).header('retry-after', String(fault.retryAfterSeconds));
  reply.header('cache-control', 'private').header('content-type', TYPES[version]);
  return sendText(reply, writeFault(version, fault));
}

export function sendEmpty(reply: HttpReply, version: SoapVersion, status: 400 | 415): HttpReply {
  return reply.code(status).header('cache-control', 'private').header('content-type', TYPES[version]).send('');
}

/** A service description or another document about the service. */
export function sendDocument(reply: HttpReply, xml: string): HttpReply {
  reply.code(200).header('cache-control', 'private, max-age=0').header('content-type', TYPES['1.1']);
  return sendText(reply, xml);
}

export function sendPage(reply: HttpReply, status: 200 | 404, html: string): HttpReply {
  reply
    .code(status)
    .header('cache-control', 'private, max-age=0')
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .header('referrer-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff');
  return sendText(reply, html);
}

/** What is no request of the service at all is told in one plain line. */
export function sendLine(reply: HttpReply, status: 400 | 403 | 405 | 500, line: string): HttpReply {
  return reply
    .code(status)
    .header('cache-control', 'private')
    .header('content-type', 'text/plain; charset=utf-8')
    .send(line);
}

function sendText(reply: HttpReply, text: string): HttpReply {
  if (text.length < WORTHWHILE) return reply.send(text);
  reply.header('vary', 'Accept-Encoding');
  if (!acceptsGzip(reply.request.headers['accept-encoding'])) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(gzip(text));
}
