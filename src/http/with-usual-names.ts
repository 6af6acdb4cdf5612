import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { usualName } from './usual-name.ts';

/**
 * Has a response name its headers as the servers that we stand in for name them. Case doesn't matter in HTTP, but Fastify writes small letters, and
 * clients that search the raw text of an answer are in the field.
 */
export function withUsualNames(response: ServerResponse): ServerResponse {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, reason?: string | Headers, headers?: Headers) =>
    typeof reason === 'string'
      ? writeHead(status, reason, named(headers))
      : writeHead(status, named(reason ?? headers));
  return response;
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];

function named(headers: Headers | undefined): Headers | undefined {
  if (headers === undefined || Array.isArray(headers)) return headers;
  const usual: OutgoingHttpHeaders = {};
  for (const name in headers) usual[usualName(name)] = headers[name];
  return usual;
}
