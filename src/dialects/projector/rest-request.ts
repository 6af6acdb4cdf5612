import type { FastifyRequest } from 'fastify';
import { readBasicCredentials } from '../../formats/basic-credentials.ts';
import { mediaTypeOf } from '../../formats/content-type.ts';
import { readForm, repeatedFields } from '../../formats/form.ts';
import type { Reading } from './reading.ts';

/** A request of the REST face, read. */
export interface RestRequest {
  /** Those that have a value. The client's identifier and secret are among them, wherever they stood. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly secretPlace: 'header' | 'body';
}

const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Reads a form (RFC 6749 section 3.2). A parameter without a value counts as left out, and none may be there twice. The query string isn't looked at:
 * secrets in it would end up in logs. The client may prove itself in the form or by Basic, not both (section 2.3).
 */
export function readRestRequest({ body, headers }: FastifyRequest): Reading<RestRequest> {
  // The parser of this scope leaves bytes, or nothing when there is no body.
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (bytes.length > 0 && mediaTypeOf(headers['content-type']) !== FORM_TYPE) return improper('Content-Type');
  const reading = readForm(bytes);
  if (!reading.ok) return improper('body');
  const repeated = repeatedFields(reading.form);
  if (repeated.length > 0) return improper(...repeated.map(shown));
  const parameters = new Map(reading.form.filter(([, value]) => value !== ''));
  return headers.authorization === undefined
    ? { ok: true, value: { parameters, secretPlace: 'body' } }
    : withBasic(parameters, headers.authorization);
}

function withBasic(parameters: Map<string, string>, authorization: string): Reading<RestRequest> {
  const pair = readBasicCredentials(authorization);
  if (pair === undefined) return { ok: false, refusal: { code: 'client-rejected' } };
  const id = parameters.get('client_id');
  const twice = [
    ...(id !== undefined && id !== pair.id ? ['client_id'] : []),
    ...(parameters.has('client_secret') ? ['client_secret'] : []),
  ];
  if (twice.length > 0) return improper(...twice);
  parameters.set('client_id', pair.id);
  if (pair.secret !== '') parameters.set('client_secret', pair.secret);
  return { ok: true, value: { parameters, secretPlace: 'header' } };
}

function improper(...names: readonly string[]): Reading<RestRequest> {
  return { ok: false, refusal: { code: 'request-malformed', missing: [], improper: names } };
}

/** A name that a stranger chose is told only when it is harmless. */
function shown(name: string): string {
  return /^[A-Za-z0-9_.-]{1,40}$/.test(name) ? name : 'a parameter';
}
