/**
 * The request that a proxy holds, as its question tells it: what a proof of possession must be about (RFC 9449 section 4.3).
 *
 * Each proxy has a manner of its own and passes on whatever a client sent under the names of the others. So one manner is set, and no other is read.
 */
import { isAuthority } from '../formats/site-address.ts';
import { type CarryingRequest, one } from './carrying-request.ts';

/**
 * - `forwarded`: `X-Forwarded-Method`, `-Proto`, `-Host` and `-Uri`, as Traefik and Caddy send them of their own accord.
 * - `original`: `X-Original-Method` and `X-Original-URL`, as nginx is told to send them, and its Kubernetes ingress does.
 * - `path`: the method and `Host` of the question itself and the path behind the verifier's own, as Envoy asks; the scheme is that of
 *   `X-Forwarded-Proto`, or else this site's own.
 */
export const MANNERS = ['forwarded', 'original', 'path'] as const;
export type Manner = (typeof MANNERS)[number];

export interface HeldRequest {
  readonly method: string;
  /** Without its query. */
  readonly url: string;
}

/** Where the question arrived. */
export interface QuestionPlace {
  /** The verifier's own path. */
  readonly path: string;
  readonly siteUrl: string;
}

const METHOD = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}$/;
const ABSOLUTE = /^(https?):\/\/([^/?#]+)(.*)$/i;

/** Undefined when the question doesn't tell it, or tells what no request can be. */
export function heldRequest(request: CarryingRequest, manner: Manner, place: QuestionPlace): HeldRequest | undefined {
  const header = (name: string) => one(request.headers[name]);
  switch (manner) {
    case 'forwarded': {
      const url = addressOf(header('x-forwarded-proto'), header('x-forwarded-host'), header('x-forwarded-uri'));
      return heldOf(header('x-forwarded-method'), url);
    }
    case 'original': {
      const [, scheme, host, target] = ABSOLUTE.exec(header('x-original-url') ?? '') ?? [];
      return heldOf(header('x-original-method'), addressOf(scheme, host, target));
    }
    case 'path': {
      const scheme = header('x-forwarded-proto') ?? place.siteUrl.slice(0, place.siteUrl.indexOf(':'));
      return heldOf(request.method, addressOf(scheme, header('host'), request.url.slice(place.path.length)));
    }
  }
}

function heldOf(method: string | undefined, url: string | undefined): HeldRequest | undefined {
  return method === undefined || url === undefined || !METHOD.test(method) ? undefined : { method, url };
}

/** @param target path and query, as they stand in a request line */
function addressOf(
  scheme: string | undefined,
  host: string | undefined,
  target: string | undefined,
): string | undefined {
  if (scheme === undefined || host === undefined || target === undefined) return undefined;
  if (!/^https?$/i.test(scheme) || !isAuthority(host) || !/^\/\S*$/.test(target)) return undefined;
  return `${scheme}://${host}${target.replace(/[?#].*$/s, '')}`;
}
