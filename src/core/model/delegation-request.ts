/**
 * A client's wish for a delegation, before anybody has been asked: a pair that names it and that the client signs the exchange with (RFC 5849 calls it
 * temporary credentials).
 */
export interface DelegationRequest {
  /** The public half of the pair. */
  readonly id: string;
  /** The other half, sealed: what is signed with it can't be checked against a fingerprint. */
  readonly sealedSecret: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** When it was exchanged for a delegation. */
  readonly spentAt: number | undefined;
}

export function isOpen(request: DelegationRequest, now: number): boolean {
  return request.spentAt === undefined && request.expiresAt > now;
}
