/**
 * Token families: everything that descends from one logon, one redeemed code or one client's own request. Revoking is flipping this one
 * row, and every read of a session or token checks it.
 */
export interface Family {
  readonly id: bigint;
  /** Undefined when a client acts for itself. */
  readonly accountId: number | undefined;
  readonly clientId: string | undefined;
  /** The dialect that opened it. */
  readonly origin: string;
  readonly openedAt: number;
  readonly revokedAt: number | undefined;
  readonly revokedWhy: RevocationReason | undefined;
}

export type RevocationReason = 'asked' | 'reuse' | 'logout';
