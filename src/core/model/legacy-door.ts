/**
 * Ways in that are older than what RFC 9700 asks of an authorization server, and when each of them closes.
 *
 * A door is one of these ways at the addresses of one dialect. Nothing here opens one: where a client asks, its permits do; where nobody but a person is
 * known, the door is open until its end.
 */
export type LegacyDoor =
  /** A person's password is given to something else than this server's own page. */
  | 'password'
  /** A pair that a person once gave a client, which never changes and never runs out. */
  | 'delegation'
  /** A code that was asked without a challenge. */
  | 'code-without-challenge'
  /** A challenge that is the verifier itself. */
  | 'plain-challenge'
  /** A refresh token that counts as often as it is presented. */
  | 'reusable-refresh';

/** The moment from which a door is closed: for one client, or for everybody. */
export interface LegacyEnd {
  readonly dialect: string;
  readonly door: LegacyDoor;
  /** Undefined for all who have no end of their own. */
  readonly clientId: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Who stands at a door; without a client where the wire knows none. */
export interface LegacyCaller {
  readonly dialect: string;
  readonly door: LegacyDoor;
  readonly clientId: string | undefined;
}

/** The end that counts for this caller. A client's own goes before that of everybody, be it earlier or later. */
export function endFor(ends: readonly LegacyEnd[], caller: LegacyCaller): LegacyEnd | undefined {
  const here = ends.filter(({ dialect, door }) => dialect === caller.dialect && door === caller.door);
  const own = caller.clientId === undefined ? undefined : here.find(({ clientId }) => clientId === caller.clientId);
  return own ?? here.find(({ clientId }) => clientId === undefined);
}
