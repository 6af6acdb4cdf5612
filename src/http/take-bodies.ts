import type { FastifyInstance } from 'fastify';
import { readBody } from './read-body.ts';

/** Any type at all, none included. Unlike `*` it is looked up once for each spelling and not for each request. */
const ANY_TYPE = /^/;

/**
 * Has the routes of a scope take bodies as bytes, whatever their type: a Buffer, or undefined where a request doesn't even announce one. One that is
 * larger than the application's limit goes to the scope's error handler as `FST_ERR_CTP_BODY_TOO_LARGE`.
 *
 * Fastify's own way to bytes costs as much as half a bare request: it copies, and reads the type anew each time.
 */
export function takeBodies(scope: FastifyInstance): void {
  const limit = scope.initialConfig.bodyLimit ?? 0;
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(ANY_TYPE, (_request, payload, done) => readBody(payload, limit, done));
}
