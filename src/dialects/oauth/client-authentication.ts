import type { CredentialInspection } from '../../core/operations/inspect-credential.ts';
import type { Refusal } from '../../core/refusal.ts';
import { readBasicCredentials } from '../../formats/basic-credentials.ts';
import { readJws } from '../../formats/jws.ts';
import { improper, type Parameters } from './parameters.ts';

export type ClientProof = CredentialInspection['client'];

export type ClientReading =
  | { readonly ok: true; readonly client: ClientProof }
  | { readonly ok: false; readonly refusal: Refusal };

/** The ways in which a client may prove itself here, as metadata names them. */
export const AUTHENTICATION_METHODS = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'];

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const REJECTED: ClientReading = { ok: false, refusal: { code: 'client-rejected' } };

/**
 * How the client proves itself: `client_secret_basic`, `client_secret_post`, `private_key_jwt`, or `none` with its identifier alone (RFC 6749
 * sections 2.3.1 and 3.2.1, RFC 7523 section 2.2). No way at all and a way that isn't known are `client-rejected`; two at once are malformed
 * (RFC 6749 section 2.3). Whether it is the client's own way, the core says.
 * @param audiences the names of this server that a signed assertion may be made out to
 */
export function readClient(
  authorization: string | undefined,
  parameters: Parameters,
  audiences: readonly string[],
): ClientReading {
  const id = parameters.get('client_id');
  const secret = parameters.get('client_secret');
  const asserted = parameters.has('client_assertion') || parameters.has('client_assertion_type');
  const methods = Number(authorization !== undefined) + Number(secret !== undefined) + Number(asserted);
  if (methods > 1) return improper('the client authentication, which uses two methods at once');
  if (authorization === undefined && !asserted) {
    if (id === undefined) return REJECTED;
    return { ok: true, client: secret === undefined ? { id, secret } : { id, secret, place: 'body' } };
  }
  const client = authorization === undefined ? readAssertion(parameters, audiences) : readBasic(authorization);
  if (client === undefined) return REJECTED;
  if (id !== undefined && id !== client.id) return improper('client_id, which is not the authenticated client');
  return { ok: true, client };
}

/** The assertion names its client itself (RFC 7521 section 4.2); whether that is true, its signature will tell. */
function readAssertion(parameters: Parameters, audiences: readonly string[]): ClientProof | undefined {
  const text = parameters.get('client_assertion');
  if (text === undefined || parameters.get('client_assertion_type') !== ASSERTION_TYPE) return undefined;
  const id = readJws(text)?.claims.sub;
  return typeof id === 'string' ? { id, secret: undefined, statement: { text, audiences } } : undefined;
}

/** An empty password is no secret, as for a client that has none. */
function readBasic(authorization: string): ClientProof | undefined {
  const pair = readBasicCredentials(authorization);
  return pair === undefined ? undefined : { id: pair.id, secret: pair.secret || undefined, place: 'header' };
}
