/** A question that a client has deposited, proving who it is, before it sends a person's browser with no more than a reference to it. */
import type { Fingerprint } from './fingerprint.ts';

export interface Deposit {
  readonly id: bigint;
  readonly fingerprint: Fingerprint;
  readonly clientId: string;
  /** In the dialect's own words, kept as it is. No secret. */
  readonly question: string;
  /** The thumbprint of a key that was proved with it. */
  readonly boundTo: string | undefined;
  readonly expiresAt: number;
}
