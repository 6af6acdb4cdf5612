/** What an operator may set about the twinfield dialect. */
export interface TwinfieldSettings {
  /** Path of the session service, on every site. */
  readonly path: string;
  /** What the paths of the OAuth 1 steps begin with, on the login site. */
  readonly oauthPath: string;
  /** What the paths of the OpenID endpoints begin with, on the login site. */
  readonly openidPath: string;
  /** Namespace of both contracts, and what their actions begin with. */
  readonly namespace: string;
  /** How long a session outlives its last use, in seconds. */
  readonly sessionIdleSeconds: number;
  /** How long a session lives at most, however much it is used, in seconds. */
  readonly sessionLifetimeSeconds: number;
  /** The scope that a client's token must have to be used here, or to open a session. A person's own token needs none. */
  readonly tokenScope: string;
  /** How long an access token of the OpenID endpoints counts, in seconds. */
  readonly tokenLifetimeSeconds: number;
  /** How long a refresh token counts, anew at each refresh, in seconds. */
  readonly refreshLifetimeSeconds: number;
  /** Of the sentences in faults. */
  readonly language: Language;
}

export type Language = 'en' | 'nl';

export const DEFAULT_SETTINGS: TwinfieldSettings = {
  path: '/webservices/session.asmx',
  oauthPath: '/oauth',
  openidPath: '/auth/authentication',
  namespace: 'http://www.twinfield.com/',
  sessionIdleSeconds: 2 * 3600,
  sessionLifetimeSeconds: 24 * 3600,
  tokenScope: 'twf.organisationUser',
  tokenLifetimeSeconds: 3600,
  // The vendor's 25 years.
  refreshLifetimeSeconds: 25 * 365 * 24 * 3600,
  language: 'en',
};
