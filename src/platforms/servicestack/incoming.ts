/**
 * A request as it came in: its query, its form and its headers, read once.
 */
import type { FastifyRequest } from 'fastify';
import { mediaTypeOf } from '../../formats/content-type.ts';
import { type Cookies, readCookies } from '../../formats/cookies.ts';
import { type Form, readForm, readQuery } from '../../formats/form.ts';
import { readMultipartForm } from '../../formats/multipart-form.ts';
import type { Call } from './answer.ts';
import type { Verb } from './contract.ts';
import { isForm } from './negotiate.ts';
import { verbOf } from './verb.ts';

export interface Incoming {
  readonly request: FastifyRequest;
  /** What follows the prefix, without the query. */
  readonly path: string;
  /** Empty when they can't be read, and then `fault` says why. */
  readonly query: Form;
  readonly form: Form;
  readonly fault: string | undefined;
  readonly contentType: string | undefined;
  /** Undefined when there is none, or when it is a form. */
  readonly body: Uint8Array | undefined;
}

type FormReading = ReturnType<typeof readMultipartForm>;

const NO_FORM: FormReading = { ok: true, form: [] };

export function readIncoming(request: FastifyRequest, prefix: string): Incoming {
  const contentType = headerOf(request, 'content-type');
  const bytes = request.body instanceof Uint8Array && request.body.length > 0 ? request.body : undefined;
  const query = readQuery(request.url, 'literal');
  const form = bytes === undefined ? NO_FORM : formOf(request.method, contentType, bytes);
  return {
    request,
    path: pathIn(request, prefix),
    query: query.ok ? query.form : [],
    form: form.ok ? form.form : [],
    fault: query.ok ? (form.ok ? undefined : form.fault) : query.fault,
    contentType,
    body: isForm(contentType) ? undefined : bytes,
  };
}

/** What follows the prefix, without the query. The prefix is told by its segments: letters of it may have come as escapes. */
export function pathIn({ url }: FastifyRequest, prefix: string): string {
  const question = url.indexOf('?');
  const path = question < 0 ? url : url.slice(0, question);
  let at = 0;
  for (const _ of prefix.split('/').slice(1)) at = path.indexOf('/', at + 1);
  return at < 0 ? '' : path.slice(at);
}

/** The fields of a form are read from POST and PUT only. */
function formOf(method: string, contentType: string | undefined, bytes: Uint8Array): FormReading {
  if ((method !== 'POST' && method !== 'PUT') || contentType === undefined || !isForm(contentType)) return NO_FORM;
  return mediaTypeOf(contentType) === 'multipart/form-data'
    ? readMultipartForm(bytes, contentType)
    : readForm(bytes, 'literal');
}

const OVERRIDE = 'x-http-method-override';

/** The verb that is meant: an override is looked for in the header, then among form fields, then in the query. */
export function verbIn({ request, form, query }: Incoming): Verb {
  return verbOf(request.method, headerOf(request, OVERRIDE) ?? valueIn(form, OVERRIDE) ?? valueIn(query, OVERRIDE));
}

/** The call that a request makes. */
export function callOf(incoming: Incoming): Call {
  const { request, form, query } = incoming;
  return {
    request,
    verb: verbIn(incoming),
    isSecure: isSecure(incoming),
    cookies: cookiesIn(incoming),
    field: (name) => valueIn(form, name.toLowerCase()) ?? valueIn(query, name.toLowerCase()),
  };
}

const NO_COOKIES: Cookies = new Map();

/**
 * A script of another site gets nothing for a person's cookies: an answer with a callback is one that such a script can read. The browser says
 * where a request comes from in a header that no page can set (Fetch metadata).
 */
function cookiesIn({ request, query }: Incoming): Cookies {
  const isForeignScript =
    headerOf(request, 'sec-fetch-site') === 'cross-site' && valueIn(query, 'callback') !== undefined;
  return isForeignScript ? NO_COOKIES : readCookies(request.headers.cookie);
}

/** Over TLS to here, or to a proxy in front that says so in exactly these letters. */
export function isSecure({ request }: Incoming): boolean {
  return request.protocol === 'https' || headerOf(request, 'x-forwarded-proto') === 'https';
}

/** The first value of that name, in any letter case, that isn't empty. */
export function valueIn(form: Form, name: string): string | undefined {
  return form.find((pair) => pair[1] !== '' && pair[0].toLowerCase() === name)?.[1];
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : value?.[0];
}
