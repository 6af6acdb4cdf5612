import { type Account, barOf } from '../../model/account.ts';
import type { Caller } from '../../model/audit-entry.ts';
import type { Refusal } from '../../refusal.ts';
import type { World } from '../../world.ts';

/** What a door asks of the people who come through it. */
export interface Door {
  /** Older than OAuth 2: closed to organisations that admit modern logon only. */
  readonly legacy: boolean;
  /** Leads into a company, so a person who belongs to none is turned away. */
  readonly needsCompany: boolean;
  /** The caller stands where the person stands, so the person's trusted networks apply. */
  readonly fenced: boolean;
}

/** The door of redeemed codes and refreshed tokens: the person came in elsewhere, only their standing counts. */
export const BACK_CHANNEL: Door = { legacy: false, needsCompany: false, fenced: false };

/** Why this account may not pass this door now, or undefined when it may. */
export function checkStanding(world: World, account: Account, door: Door, caller: Caller): Refusal | undefined {
  const trusted =
    !door.fenced ||
    account.trustedNetworks.length === 0 ||
    world.fence.contains(account.trustedNetworks, caller.address);
  return barOf(account, { legacy: door.legacy, needsCompany: door.needsCompany, trusted });
}
