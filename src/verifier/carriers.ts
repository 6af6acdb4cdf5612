/** Where a request may carry a credential, and reading it from there. */
import { bearerOf } from '../formats/bearer.ts';
import { type Cookies, readCookies } from '../formats/cookies.ts';

/** One place of a request. Header names are in lower case; names of cookies and query parameters count letter by letter. */
export type Carrier =
  | { readonly kind: 'bearer' }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'cookie'; readonly name: string }
  | { readonly kind: 'query'; readonly name: string };

/** What of a proxy's question about a request is read. */
export interface CarryingRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The path and query of this request itself, which some proxies make those of the original one. */
  readonly url: string;
}

/**
 * The credentials that a request carries, in the order of the carriers. Whoever sends `Authorization: Bearer` has chosen: nothing else is looked at
 * then. Elsewhere an old cookie may well lie beside the one that counts.
 */
export function credentialsIn(request: CarryingRequest, carriers: readonly Carrier[]): readonly string[] {
  const found: string[] = [];
  let cookies: Cookies | undefined;
  let query: URLSearchParams | undefined;
  for (const carrier of carriers) {
    switch (carrier.kind) {
      case 'bearer': {
        const token = bearerOf(one(request.headers.authorization));
        if (token !== undefined) return [token];
        break;
      }
      case 'header':
        push(found, one(request.headers[carrier.name]));
        break;
      case 'cookie':
        cookies ??= readCookies(one(request.headers.cookie));
        push(found, cookies.get(carrier.name));
        break;
      case 'query':
        query ??= originalQuery(request);
        push(found, query.get(carrier.name) ?? undefined);
        break;
    }
  }
  return found;
}

/** nginx is told to send `X-Original-URI`, Traefik sends `X-Forwarded-Uri`, and Envoy puts the original path and query behind ours. */
function originalQuery({ headers, url }: CarryingRequest): URLSearchParams {
  const address = one(headers['x-original-uri']) ?? one(headers['x-forwarded-uri']) ?? url;
  const at = address.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : address.slice(at));
}

/** A header that was sent twice says nothing that could be relied on. */
function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? undefined : value;
}

function push(found: string[], text: string | undefined): void {
  if (text !== undefined && text !== '' && !found.includes(text)) found.push(text);
}

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const WRITTEN = new RegExp(`^(header|cookie|query):(${TOKEN})$`);

/** Reads a carrier as the configuration writes it: `bearer`, `header:NAME`, `cookie:NAME`, `query:NAME`. Undefined when it is none of these. */
export function readCarrier(text: string): Carrier | undefined {
  if (text === 'bearer') return { kind: 'bearer' };
  const [, kind, name = ''] = WRITTEN.exec(text) ?? [];
  if (kind === 'header') return { kind, name: name.toLowerCase() };
  return kind === 'cookie' || kind === 'query' ? { kind, name } : undefined;
}
