import { xmlText } from '../../formats/xml-write.ts';
import { jsonText } from './write-json.ts';

/** An error of Web API (reference page, section 12): a status and the members of its `HttpError`, in the order in which they are written; without any there is no body. */
export interface WebApiError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;
}

/** Nobody is behind the request, or nobody who may ask this. The two are one answer. */
export const DENIED: WebApiError = {
  status: 401,
  headers: { 'www-authenticate': 'Bearer' },
  members: { Message: 'Authorization has been denied for this request.' },
};

/** A fault of the server, telling nothing of its cause. */
export const FAULT: WebApiError = { status: 500, headers: {}, members: { Message: 'An error has occurred.' } };

/** The server can't answer now; the same request may be answered later. */
export function unavailable(retryAfterSeconds: number): WebApiError {
  return {
    status: 503,
    headers: { 'retry-after': String(retryAfterSeconds) },
    members: { Message: 'The service is unavailable.' },
  };
}

/** The request can't be read at all: broken on the way, or larger than the server takes. */
export const UNREADABLE: WebApiError = { status: 400, headers: {}, members: { Message: 'The request is invalid.' } };

/** No operation stands behind a path that looks like one. */
export function notFound(uri: string, controller: string): WebApiError {
  return {
    status: 404,
    headers: {},
    members: {
      Message: `No HTTP resource was found that matches the request URI '${uri}'.`,
      MessageDetail: `No type was found that matches the controller named '${controller}'.`,
    },
  };
}

/** An operation stands there and found nothing under that name: `NotFound()`, which has no body. */
export const NOTHING_THERE: WebApiError = { status: 404, headers: {}, members: {} };

/** The path is known, by other verbs. */
export function wrongVerb(verb: string, allowed: readonly string[]): WebApiError {
  return {
    status: 405,
    headers: { allow: allowed.join(',') },
    members: { Message: `The requested resource does not support http method '${verb}'.` },
  };
}

/** The body is in a format that the operation doesn't read. */
export function wrongMediaType(mediaType: string): WebApiError {
  return {
    status: 415,
    headers: {},
    members: { Message: `The request entity's media type '${mediaType}' is not supported for this resource.` },
  };
}

/** Members are absent or wrong: a list of sentences for each, under the name of the action's parameter and a dot. */
export function invalidModel(state: Readonly<Record<string, readonly string[]>>): WebApiError {
  return { status: 400, headers: {}, members: { Message: 'The request is invalid.', ModelState: state } };
}

/** In JSON. */
export function writeError(error: WebApiError): string {
  return jsonText(error.members);
}

/** In XML, as `HttpError` writes itself: an element for each member, in no namespace, without a declaration. */
export function writeErrorXml(error: WebApiError): string {
  return errorElement('Error', error.members);
}

/** The names are members of contracts and of errors, so they are names in XML as well. A list is its texts with a space between two. */
function errorElement(name: string, value: unknown): string {
  const content =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
          .map(([key, inner]) => errorElement(key, inner))
          .join('')
      : xmlText(Array.isArray(value) ? value.join(' ') : String(value ?? ''));
  return content === '' ? `<${name} />` : `<${name}>${content}</${name}>`;
}
