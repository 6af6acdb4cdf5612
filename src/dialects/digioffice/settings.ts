/** What one deployment of a DigiOffice gateway may have of its own. */
export interface DigiofficeSettings {
  /** Where it is mounted. The seed page's paths begin with it. */
  readonly prefix: string;
  /** The format of an answer when a request asks for none. The framework's own default is HTML: a caller without credentials is then sent to sign in. */
  readonly defaultFormat: 'html' | 'json' | 'xml';
  /** How long a session lives: two weeks, as the framework keeps them. */
  readonly sessionSeconds: number;
  /** How long it lives when the person asked to be remembered: four weeks. */
  readonly rememberedSessionSeconds: number;
  /** How long a token lives: fourteen days. */
  readonly tokenSeconds: number;
  /** The `iss` of tokens. */
  readonly issuer: string;
  /** Put the token of a converted session into the answer's AccessToken, as the seed page documents it, and not only into the cookie `ss-tok`. */
  readonly tokenInBody: boolean;
  /** Refuse tokens, both ways, on connections without TLS, and mark the cookies Secure. Off is for loopback. */
  readonly requireSecureConnection: boolean;
  /** Take name and password from the query of a GET, as the framework did up to 5.4. */
  readonly allowGetLogin: boolean;
}

const DAY_SECONDS = 24 * 3600;

export const DEFAULT_SETTINGS: DigiofficeSettings = {
  prefix: '/api',
  defaultFormat: 'html',
  sessionSeconds: 14 * DAY_SECONDS,
  rememberedSessionSeconds: 28 * DAY_SECONDS,
  tokenSeconds: 14 * DAY_SECONDS,
  issuer: 'ssjwt',
  tokenInBody: true,
  requireSecureConnection: false,
  allowGetLogin: true,
};
