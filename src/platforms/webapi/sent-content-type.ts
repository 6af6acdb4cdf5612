import type { FastifyRequest } from 'fastify';
import type { HttpRequest } from '../../http/exchange.ts';

/**
 * Lets a request be routed whatever its Content-Type says: one that is no media type would be refused before anybody has looked at it. The raw headers
 * keep it for `sentContentType`.
 */
export async function hideContentType(request: FastifyRequest): Promise<void> {
  delete request.raw.headers['content-type'];
}

/** The first of several, as in `node:http`. */
export function sentContentType({ raw }: HttpRequest): string | undefined {
  const { rawHeaders } = raw;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === 'content-type') return rawHeaders[at + 1];
  }
  return undefined;
}
