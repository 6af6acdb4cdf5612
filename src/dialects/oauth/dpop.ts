import type { CredentialUse } from '../../core/operations/use-credential.ts';
import type { Refusal } from '../../core/refusal.ts';
import type { HttpRequest } from '../../http/exchange.ts';

export type KeyProof = NonNullable<CredentialUse['keyProof']>;

export type KeyProofReading =
  | { readonly ok: true; readonly keyProof: KeyProof | undefined }
  | { readonly ok: false; readonly refusal: Refusal };

const NONE: KeyProofReading = { ok: true, keyProof: undefined };

/**
 * The DPoP proof that a request carries, not yet checked (RFC 9449 section 4.1). More than one is none that counts.
 * @param url the address asked, without its query
 */
export function readKeyProof(request: HttpRequest, url: string): KeyProofReading {
  const { dpop } = request.headers;
  if (dpop === undefined) return NONE;
  // Node joins a header that is sent twice, and no proof has a comma in it.
  return typeof dpop === 'string' && !dpop.includes(',')
    ? { ok: true, keyProof: { text: dpop, method: request.method, url } }
    : { ok: false, refusal: { code: 'key-proof-rejected', why: 'improper' } };
}
