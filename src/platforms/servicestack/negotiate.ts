/**
 * In which format a request wants its answer: ServiceStack's own algorithm, which is not that of RFC 9110.
 *
 * Quality values and the order of Accept count for nothing, and there is always an answer: 406 is never said. A pure function over the formats
 * that are registered. Source: reference, servicestack-webapi section 3.
 */
import { mediaTypeOf } from '../../formats/content-type.ts';

/** What can be negotiated. */
export interface Negotiable {
  /** As in a suffix, in `?format=` and in a predefined route: `json`. */
  readonly key: string;
  /** As in Accept: `application/json`. */
  readonly contentType: string;
  /** Other types that a request may give its body: `text/json`. Not recognised in Accept. */
  readonly aliases: readonly string[];
}

export interface Asked {
  /** The format of a route's suffix; only keys of registered formats get here. */
  readonly suffix: string | undefined;
  /** The format in the path of a predefined route: Accept is not looked at then. */
  readonly path: string | undefined;
  /** Whether the query has a `callback`, which asks for JSON. */
  readonly hasCallback: boolean;
  /** The query's `format`. */
  readonly format: string | undefined;
  readonly accept: string | undefined;
  /** The request's own Content-Type, parameters and all. */
  readonly contentType: string | undefined;
}

/** After the default, these are looked for in this order, wherever they stand in Accept. */
const PREFERRED = ['text/html', 'application/json', 'application/xml', 'application/jsv'];

/** Whose body is taken apart into fields, and says nothing about the format that the client would like. */
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * The format of the answer. On a route: suffix, then callback, then `format`, then Accept. On a predefined route: callback, `format`, path.
 * @param fallback the deployment's default content type
 */
export function negotiate<F extends Negotiable>(asked: Asked, formats: readonly F[], fallback: F): F {
  const bySuffix = ofKey(formats, asked.suffix);
  if (bySuffix !== undefined) return bySuffix;
  const json = ofKey(formats, 'json');
  if (asked.hasCallback && json !== undefined) return json;
  return ofParameter(formats, asked.format) ?? ofKey(formats, asked.path) ?? ofAccept(asked, formats, fallback);
}

/** Finds a format by its key, in small letters only. */
export function ofKey<F extends Negotiable>(formats: readonly F[], key: string | undefined): F | undefined {
  return key === undefined ? undefined : formats.find((format) => format.key === key);
}

/** The format of a request's body, or undefined when its type is none of them. Parameters and letter case don't matter. */
export function ofContentType<F extends Negotiable>(
  formats: readonly F[],
  contentType: string | undefined,
): F | undefined {
  if (contentType === undefined) return undefined;
  const type = mediaTypeOf(contentType);
  return formats.find((format) => format.contentType === type || format.aliases.includes(type));
}

/** Whether a body of this type is a form. */
export function isForm(contentType: string | undefined): boolean {
  return contentType !== undefined && FORM_TYPES.includes(mediaTypeOf(contentType));
}

/** `?format=` is looked through for the three names and else is a key, so that `application/json` asks for JSON too. */
function ofParameter<F extends Negotiable>(formats: readonly F[], value: string | undefined): F | undefined {
  if (value === undefined) return undefined;
  const small = value.toLowerCase();
  const named = ['json', 'xml', 'jsv'].find((key) => small.includes(key));
  return ofKey(formats, named ?? small);
}

function ofAccept<F extends Negotiable>(asked: Asked, formats: readonly F[], fallback: F): F {
  if (asked.accept === undefined) return fallback;
  const accepted = asked.accept.split(',').map(withoutParameters);
  const registered = (type: string): F | undefined => formats.find((format) => format.contentType === type);
  const preferred = [fallback.contentType, ...PREFERRED];

  // The request's own type wins if it is accepted, but only when both are spelled alike: one with a charset is another word.
  const own = asked.contentType;
  if (own !== undefined && preferred.includes(own) && accepted.includes(own)) {
    const found = registered(own);
    if (found !== undefined) return found;
  }
  for (const type of preferred) {
    const found = accepted.includes(type) ? registered(type) : undefined;
    if (found !== undefined) return found;
  }
  if (accepted.includes('*/*')) return isForm(own) ? fallback : (ofContentType(formats, own) ?? fallback);
  for (const entry of accepted) {
    const small = entry.toLowerCase();
    const found = formats.find(({ contentType }) => !PREFERRED.includes(contentType) && small.startsWith(contentType));
    if (found !== undefined) return found;
  }
  return fallback;
}

function withoutParameters(entry: string): string {
  const semicolon = entry.indexOf(';');
  return (semicolon < 0 ? entry : entry.slice(0, semicolon)).trim();
}
