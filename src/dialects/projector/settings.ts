import type { ConnectionBound } from '../../core/operations/redeem-code.ts';

/** How a refused operation is answered; see `ProjectorSettings.errorCarrier`. */
export type ErrorCarrier = 'fault' | 'in-band';

/** What a deployment may set of this dialect. */
export interface ProjectorSettings {
  /** Where the SOAP service is, on every site. */
  readonly servicePath: string;
  /** Where the REST face gives tokens, on every site. */
  readonly tokenPath: string;
  /** Where the REST face revokes refresh tokens, on every site. */
  readonly revokePath: string;
  /** Where the account code follows to which clients send their users' browsers, on every site. */
  readonly authorizePath: string;
  /** Seconds in which a code must be redeemed. */
  readonly codeLifetimeSeconds: number;
  /** Seconds that a session ticket counts. ExpiresInSeconds, MaxLifetimeMinutes and TimeoutMinutes follow from it. */
  readonly ticketLifetimeSeconds: number;
  /** Seconds that a refresh token counts; each refresh begins them anew. The seed pages give no number. */
  readonly refreshLifetimeSeconds: number;
  /**
   * `fault`: a SOAP fault with a PwsFault and HTTP status 500. `in-band`: an ordinary response with HTTP status 200 whose Status is Fail or
   * FailSessionInvalid. The vendor documents both in general and says of no operation which one it uses.
   */
  readonly errorCarrier: ErrorCarrier;
  /** How many connections may live in one pool; a new one ends the oldest. 0 for any number. The vendor has such a pool and tells no number. */
  readonly poolSize: number;
  /** Whether each user of a client application has a pool, or all of them share one, as the vendor's clients have seen it. */
  readonly poolPer: ConnectionBound['per'];
}

const DAY_SECONDS = 24 * 3600;

/** The values of the seed pages; where they give none, ours. */
export const PROJECTOR_DEFAULTS: ProjectorSettings = {
  servicePath: '/OpsProjectorWcfSvc/PwsProjectorServices.svc',
  tokenPath: '/oauth2token',
  revokePath: '/oauth2revoketoken',
  authorizePath: '/oauth2authorize',
  codeLifetimeSeconds: 60,
  ticketLifetimeSeconds: 7 * DAY_SECONDS,
  refreshLifetimeSeconds: 365 * DAY_SECONDS,
  errorCarrier: 'fault',
  poolSize: 20,
  poolPer: 'client-and-person',
};
