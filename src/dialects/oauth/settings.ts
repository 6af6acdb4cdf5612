import type { RepeatableAlgorithm } from '../../core/model/signing-key.ts';

/** What a deployment may turn in the OAuth dialect. */
export interface OauthSettings {
  /** How long an access token opens doors, in seconds. */
  readonly accessLifetimeSeconds: number;
  /** What signs the access tokens of clients that want to read theirs. */
  readonly accessAlgorithm: RepeatableAlgorithm;
  /** How long a refresh token can be exchanged, in seconds, counted anew for each successor. */
  readonly refreshLifetimeSeconds: number;
  /** How long an authorization code can be redeemed, in seconds. */
  readonly codeLifetimeSeconds: number;
  /** How long an ID token tells who is there, in seconds. */
  readonly idTokenLifetimeSeconds: number;
  /** How long a pushed request can be taken up by a browser, in seconds. */
  readonly pushedLifetimeSeconds: number;
  /** Take questions to people only when their client has pushed them. */
  readonly requirePushed: boolean;
  /** How long a device can be connected under the code that it shows, in seconds. */
  readonly deviceLifetimeSeconds: number;
  /** How long a device must wait between two questions, in seconds. */
  readonly deviceIntervalSeconds: number;
  /** Before the paths of the endpoints; no slash at its end. */
  readonly prefix: string;
}

export const OAUTH_DEFAULTS: OauthSettings = {
  accessLifetimeSeconds: 3600,
  accessAlgorithm: 'EdDSA',
  refreshLifetimeSeconds: 30 * 24 * 3600,
  codeLifetimeSeconds: 60,
  idTokenLifetimeSeconds: 3600,
  pushedLifetimeSeconds: 90,
  requirePushed: false,
  deviceLifetimeSeconds: 600,
  deviceIntervalSeconds: 5,
  prefix: '/oauth2',
};
