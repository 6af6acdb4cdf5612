/** One line of the audit trail: who asked what, through which door, and how it ended. */
import type { About, Refusal } from '../refusal.ts';

/** Where a question came from. */
export interface Caller {
  readonly dialect: string;
  readonly site: string;
  /** The network address, IPv4 or IPv6, without a port. */
  readonly address: string;
}

export interface AuditEntry extends About {
  readonly id: bigint;
  readonly at: number;
  readonly operation: string;
  /** `yes`, or the refusal's code and its reason, as `grant-rejected:spent`. */
  readonly outcome: string;
  readonly caller: Caller;
}

/** The refusal as the trail spells it. Nothing that a caller typed gets in here: it could hold a secret. */
export function outcomeOf(refusal: Refusal): string {
  if ('why' in refusal) return `${refusal.code}:${refusal.why}`;
  if ('step' in refusal) return `${refusal.code}:${refusal.step}`;
  if ('site' in refusal) return `${refusal.code}:${refusal.site}`;
  return refusal.code;
}
