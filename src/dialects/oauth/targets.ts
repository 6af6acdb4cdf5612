import type { Refusal } from '../../core/refusal.ts';

export type ResourceReading =
  /** Undefined when none was named. */
  | { readonly ok: true; readonly audience: readonly string[] | undefined }
  | { readonly ok: false; readonly refusal: Refusal };

/** Longer than any address that a client is registered for. */
const LONGEST = 2000;

/** An absolute URI (RFC 3986 section 4.3): a scheme, then anything that a URI may have, and no fragment. */
const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:[!$&-;=?@A-Z[\]_a-z~%]+$/;

/** The resources that a request names (RFC 8707 section 2). One that is no absolute URI, or has a fragment, is none that a token could be for. */
export function readResources(named: readonly string[]): ResourceReading {
  if (named.length === 0) return { ok: true, audience: undefined };
  return named.every((uri) => uri.length <= LONGEST && ABSOLUTE.test(uri))
    ? { ok: true, audience: named }
    : { ok: false, refusal: { code: 'audience-rejected' } };
}
