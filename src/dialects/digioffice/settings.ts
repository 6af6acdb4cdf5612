import type { Deployment } from '../../platforms/servicestack/index.ts';
import type { Generation } from './contract.ts';

/** What one deployment of a DigiOffice gateway may have of its own. */
export interface DigiofficeSettings extends Deployment {
  /** Which members the framework's records have: `5` as in the versions of the seed page (5.1 to 5.4), `6` as in those since. */
  readonly generation: Generation;
  /** How long a session lives: two weeks, as the framework keeps them. */
  readonly sessionSeconds: number;
  /** How long it lives when the person asked to be remembered: four weeks. */
  readonly rememberedSessionSeconds: number;
  /** How long a token lives: fourteen days. GetJWTAccessToken gives none that lives longer. */
  readonly tokenSeconds: number;
  /** How long a refresh token lives: a year. */
  readonly refreshTokenSeconds: number;
  /** The `iss` of tokens. */
  readonly issuer: string;
  /** The `aud` of tokens: none, one, or a list. */
  readonly audiences: readonly string[];
  /**
   * What signs tokens. `server`: the server's asymmetric keys, which anybody can check with the published halves. `hs256`: a key that is shared with
   * whoever checks, as the framework does it; then claims that look like numbers are written as numbers, too.
   */
  readonly signing: 'server' | 'hs256';
  /** The shared key, in base64, of 32 bytes at least. Empty for one of each site's own, which follows from the server key. */
  readonly signingKey: string;
  /** Put the token of a converted session into the answer's AccessToken, as the seed page documents it, and not only into the cookie `ss-tok`. */
  readonly tokenInBody: boolean;
  /** Refuse tokens, both ways, on connections without TLS. Off is for loopback. */
  readonly requireSecureConnection: boolean;
  /** Take name and password from the query of a GET, as the framework did up to 5.4. */
  readonly allowGetLogin: boolean;
}

const DAY_SECONDS = 24 * 3600;

export const DEFAULT_SETTINGS: DigiofficeSettings = {
  prefix: '/api',
  defaultFormat: 'html',
  propertyCase: 'pascal',
  typeInfo: false,
  cookieStyle: 'listener',
  generation: '5',
  sessionSeconds: 14 * DAY_SECONDS,
  rememberedSessionSeconds: 28 * DAY_SECONDS,
  tokenSeconds: 14 * DAY_SECONDS,
  refreshTokenSeconds: 365 * DAY_SECONDS,
  issuer: 'ssjwt',
  audiences: [],
  signing: 'server',
  signingKey: '',
  tokenInBody: true,
  requireSecureConnection: false,
  allowGetLogin: true,
};
