/** What a deployment may turn in the OAuth dialect. */
export interface OauthSettings {
  /** How long an access token opens doors, in seconds. */
  readonly accessLifetimeSeconds: number;
  /** How long a refresh token can be exchanged, in seconds, counted anew for each successor. */
  readonly refreshLifetimeSeconds: number;
  /** Before the paths of the endpoints; no slash at its end. */
  readonly prefix: string;
}

export const OAUTH_DEFAULTS: OauthSettings = {
  accessLifetimeSeconds: 3600,
  refreshLifetimeSeconds: 30 * 24 * 3600,
  prefix: '/oauth2',
};
