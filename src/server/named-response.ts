import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Parts of header names that aren't written with one capital. */
const WRITTEN: Readonly<Record<string, string>> = { www: 'WWW', etag: 'ETag' };

const names = new Map<string, string>();

/** The name of a header as servers usually write it: `content-type` is `Content-Type`. */
export function usualName(name: string): string {
  let usual = names.get(name);
  if (usual === undefined) {
    const parts = name.toLowerCase().split('-');
    usual = parts.map((part) => WRITTEN[part] ?? part.charAt(0).toUpperCase() + part.slice(1)).join('-');
    // Names come from our own code, so this can't grow without end.
    names.set(name, usual);
  }
  return usual;
}

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
