/** A client application: a program that asks on its own behalf or on a person's. */
import type { Fingerprint } from './fingerprint.ts';
import type { ChallengeMethod } from './grant.ts';
import type { PublicKey } from './public-key.ts';

/** What a client may ask. A permit that isn't given is refused in every dialect. */
export type Permit =
  /** Open sessions with a delegation that a person gave it. */
  | 'delegation'
  /** Ask people for authorization codes, and redeem them. */
  | 'code'
  /** Ask for codes without a challenge. For confidential clients that are older than challenges; never given to public ones. */
  | 'code-without-challenge'
  | 'refresh'
  /** Tokens of its own, for nobody in particular. */
  | 'client-credentials'
  /** Inspect and revoke any credential of the server, not only its own. */
  | 'introspection'
  /** Turn any credential of the server into another kind. */
  | 'exchange'
  /** Get what knows no scopes, as a session, for what is limited to one. */
  | 'exchange-unlimited'
  /** Be connected by a code that the person types on another device. */
  | 'device'
  /** Take people's passwords itself. For clients that can do no better yet. */
  | 'password';

/**
 * How a client proves itself. Each client has one way, and any other is refused, even one that would prove it: an attacker who can choose the way
 * chooses the weakest.
 */
export type ProofMethod =
  /** By its secret, in whatever place the wire has for one. */
  | 'secret'
  | 'secret-in-header'
  | 'secret-in-body'
  /** By a statement that is signed with one of its keys. */
  | 'signature'
  /** Not at all: a public client, which can't keep a secret. */
  | 'none';

export interface Client {
  /** The identifier that the client sends; unique. */
  readonly id: string;
  readonly name: string;
  readonly proof: ProofMethod;
  /** Undefined for a client that proves itself without a secret. */
  readonly secretFingerprint: Fingerprint | undefined;
  /** The secret itself, sealed, for a client that proves to know it without sending it; see docs/decisions/0012. Undefined for all others. */
  readonly sealedSecret: string | undefined;
  /** Those that its signed statements are checked with. */
  readonly keys: readonly PublicKey[];
  readonly permits: readonly Permit[];
  /** Compared as `isRedirectOf` has it: character by character, but for a port of the person's own machine. */
  readonly redirectUris: readonly string[];
  /** Where people may be sent after logging out, compared as `isLogoutAddressOf` has it. */
  readonly logoutUris: readonly string[];
  /** Every scope it may ever be given. */
  readonly scopes: readonly string[];
  /** How its code challenges may be made (RFC 7636 section 4.2); a code asked with another method is never redeemed. */
  readonly challengeMethods: readonly ChallengeMethod[];
  /** The resources that it may ask tokens for, besides this server itself. */
  readonly audiences: readonly string[];
  /** Whether its access tokens are texts without a meaning, or signed statements that a resource can read by itself. */
  readonly accessForm: 'opaque' | 'signed';
  /** Whether its tokens must be bound to a key that it proves to hold with each request. */
  readonly keyBinding: 'optional' | 'required';
  readonly disabledAt: number | undefined;
}

/** What a client's secret is sealed for. */
export const CLIENT_SECRET = 'client secret';

export function isPermitted(client: Client, permit: Permit): boolean {
  return client.permits.includes(permit);
}

/** Whether the client can prove who it is. A public client's identifier is no proof of anything. */
export function isConfidential(client: Client): boolean {
  return client.proof !== 'none';
}
