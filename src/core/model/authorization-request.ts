/**
 * What a client asks of a person while the person's browser is here: from the moment that a dialect has read the question until it says the answer.
 *
 * A request is named in addresses by its id, which is no secret: it counts only together with the secret of the browser that began it, and of that
 * only the fingerprint is kept. Deciding and completing are two steps, since the person answers the pages and the client is told by its dialect.
 */
import type { Fingerprint } from './fingerprint.ts';
import type { ChallengeMethod } from './grant.ts';

/** How the client wants the person to be asked (OpenID Connect Core 1.0 section 3.1.2.1). */
export type Prompt =
  /** No page may be shown: whatever would need one is refused. */
  | 'none'
  /** Whoever is logged on must prove it anew. */
  | 'log-in'
  /** The person is asked even where they have consented before. */
  | 'consent';

/**
 * What a yes gives the client: a code to redeem, or what ends a delegation's exchange, which are both kept as codes; or nothing here, since a device fetches
 * the answer. It says which permit the client needs.
 */
export type AuthorizationGift = 'code' | 'delegation' | 'device';

/** The answer, and for what the client is told when there was none. */
export type Verdict = 'granted' | 'consent-denied' | 'login-required' | 'consent-required';

export interface AuthorizationDecision {
  readonly verdict: Verdict;
  readonly at: number;
  /** Who answered, in which session, and when they had proved who they are; undefined when nobody was logged on. */
  readonly by: { readonly accountId: number; readonly sessionId: bigint; readonly authenticatedAt: number } | undefined;
}

export interface AuthorizationRequest {
  readonly id: bigint;
  readonly browserFingerprint: Fingerprint;
  /** The dialect that began it, and that alone may complete it. */
  readonly dialect: string;
  readonly clientId: string;
  readonly gives: AuthorizationGift;
  /** One of the client's own, as the client sent it. */
  readonly redirectUri: string;
  /** Path on the same site where the dialect takes the browser back. */
  readonly resumePath: string;
  /** The client's own word, returned to it as it is. */
  readonly state: string | undefined;
  /** Space-separated. */
  readonly scope: string;
  /** PKCE (RFC 7636). */
  readonly challenge: string | undefined;
  readonly challengeMethod: ChallengeMethod | undefined;
  /** Carried to the code, for who redeems it. */
  readonly nonce: string | undefined;
  /** The resources that the tokens will be for, space-separated; undefined for this server itself. */
  readonly audience: string | undefined;
  /** The thumbprint of the key that the code will be redeemed with, when the client has told it. */
  readonly boundTo: string | undefined;
  /** Kept for the dialect as it is, with the request and with the code: whatever else it must find again. No secret. */
  readonly reference: string | undefined;
  /** When set, only a person of this organisation may answer. In any case. */
  readonly organisationCode: string | undefined;
  /** Whom the client believes to be there; a help for filling in forms, no rule. */
  readonly loginName: string | undefined;
  readonly prompts: readonly Prompt[];
  /** How long ago, at the most, the person must have proved who they are. */
  readonly maxAgeSeconds: number | undefined;
  readonly requestedAt: number;
  readonly expiresAt: number;
  readonly decision: AuthorizationDecision | undefined;
  readonly completedAt: number | undefined;
}

/** The name of a request in an address: 16 hexadecimal digits. */
export function handleOf(id: bigint): string {
  return id.toString(16).padStart(16, '0');
}

/** The id that a handle names, or undefined when it is none. */
export function readHandle(handle: string): bigint | undefined {
  return /^[0-7][0-9a-f]{15}$/.test(handle) ? BigInt(`0x${handle}`) : undefined;
}

/** Whether a person who proved who they are at a moment has done so recently enough for this request. */
export function isRecentEnough(request: AuthorizationRequest, authenticatedAt: number, now: number): boolean {
  if (request.prompts.includes('log-in') && authenticatedAt < request.requestedAt) return false;
  return request.maxAgeSeconds === undefined || now - authenticatedAt <= request.maxAgeSeconds * 1000;
}
