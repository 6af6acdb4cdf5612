import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http';
import { ServerResponse } from './node-http.ts';
import { usualName } from './usual-name.ts';

/**
 * A response whose headers are named as the servers that we stand in for name them. Case doesn't matter in HTTP, but Fastify writes small letters,
 * and clients that search the raw text of an answer are in the field.
 */
export class NamedResponse<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {
  override writeHead(status: number, reason?: string | Headers, headers?: Headers): this {
    if (typeof reason === 'string') return super.writeHead(status, reason, named(headers));
    return super.writeHead(status, named(reason ?? headers));
  }
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

function named(headers: Headers | undefined): Headers | undefined {
  if (headers === undefined || Array.isArray(headers)) return headers;
  const usual: OutgoingHttpHeaders = {};
  for (const name in headers) usual[usualName(name)] = headers[name];
  return usual;
}
