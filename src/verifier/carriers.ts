/** Where a request may carry a credential, and reading it from there. */
import { bearerOf, boundBearerOf } from '../formats/bearer.ts';
import { type Cookies, readCookies } from '../formats/cookies.ts';
import { type CarryingRequest, one } from './carrying-request.ts';
import { MANNERS, type Manner } from './held-request.ts';

/** One place of a request. Header names are in lower case; names of cookies and query parameters count letter by letter. */
export type Carrier =
  | { readonly kind: 'bearer' }
  /** A token bound to a key, with a proof about the request that the proxy holds. */
  | { readonly kind: 'dpop'; readonly manner: Manner }
  | { readonly kind: 'header'; readonly name: string }
  | { readonly kind: 'cookie'; readonly name: string }
  | { readonly kind: 'query'; readonly name: string };

/** A token presented with a proof of possession, not yet checked. */
export interface BoundToken {
  readonly text: string;
  /** Empty when it came without one. */
  readonly proof: string;
  readonly manner: Manner;
}

/** The token that came as `Authorization: DPoP`, at a site that takes such: whoever sends one has chosen, and nothing else is looked at. */
export function boundTokenIn(
  { headers }: Pick<CarryingRequest, 'headers'>,
  carriers: readonly Carrier[],
): BoundToken | undefined {
  const carrier = carriers.find(({ kind }) => kind === 'dpop');
  const text = carrier === undefined ? undefined : boundBearerOf(one(headers.authorization));
  if (carrier?.kind !== 'dpop' || text === undefined) return undefined;
  // Two proofs that were joined by a comma are none.
  return { text, proof: one(headers.dpop) ?? '', manner: carrier.manner };
}

/**
 * The credentials that a request carries without a proof, in the order of the carriers. Whoever sends `Authorization: Bearer` has chosen: nothing else is looked at
 * then. Elsewhere an old cookie may well lie beside the one that counts.
 */
export function credentialsIn(
  request: Pick<CarryingRequest, 'headers' | 'url'>,
  carriers: readonly Carrier[],
): readonly string[] {
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
      case 'dpop':
        break;
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

/** nginx is told to send `X-Original-URI` or the whole `X-Original-URL`, Traefik sends `X-Forwarded-Uri`, and Envoy puts the original path and query behind ours. */
function originalQuery({ headers, url }: Pick<CarryingRequest, 'headers' | 'url'>): URLSearchParams {
  const told = ['x-original-uri', 'x-original-url', 'x-forwarded-uri'].map((name) => one(headers[name]));
  const address = told.find((text) => text !== undefined) ?? url;
  const at = address.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : address.slice(at));
}

function push(found: string[], text: string | undefined): void {
  if (text !== undefined && text !== '' && !found.includes(text)) found.push(text);
}

const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const WRITTEN = new RegExp(`^(header|cookie|query):(${TOKEN})$`);

/** Reads a carrier as the configuration writes it: `bearer`, `dpop:MANNER`, `header:NAME`, `cookie:NAME`, `query:NAME`. Undefined when it is none of these. */
export function readCarrier(text: string): Carrier | undefined {
  if (text === 'bearer') return { kind: 'bearer' };
  const manner = MANNERS.find((word) => text === `dpop:${word}`);
  if (manner !== undefined) return { kind: 'dpop', manner };
  const [, kind, name = ''] = WRITTEN.exec(text) ?? [];
  if (kind === 'header') return { kind, name: name.toLowerCase() };
  return kind === 'cookie' || kind === 'query' ? { kind, name } : undefined;
}
