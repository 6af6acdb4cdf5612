/**
 * The doors that stand outside of RFC 9700, by name: `twinfield/password` is what takes passwords at the addresses of twinfield. The one list of them:
 * docs/security.md shows it, `TESSERA_LEGACY_ENDS` reads its names, and `tessera legacy` counts by it.
 */
import type { LegacyDoor } from '../core/model/legacy-door.ts';
import type { DialectName } from '../dialects/dialect.ts';

export interface LegacyDoorEntry {
  readonly dialect: DialectName;
  readonly door: LegacyDoor;
  /** What clients call it. */
  readonly what: string;
  /** What RFC 9700 or OAuth 2.0 asks for instead. */
  readonly outside: string;
  /** What opens it to a client; undefined where the wire knows no client. */
  readonly permit: string | undefined;
  /** What the audit trail calls a use of it. */
  readonly operations: readonly string[];
  /** What the trail calls an attempt that was turned away, where it tells it from others. */
  readonly attempts: readonly string[];
}

const PASSWORD = {
  door: 'password',
  permit: undefined,
  operations: ['open-session-by-password'],
  attempts: ['open-session-by-password'],
} as const;

const BARE_CODE = {
  door: 'code-without-challenge',
  outside: 'sections 2.1.1 and 4.5.3: codes bound to the browser that asked',
  permit: 'permit `code-without-challenge`, never for public clients',
  operations: ['redeem-code-without-challenge'],
  attempts: [],
} as const;

const PLAIN = {
  door: 'plain-challenge',
  outside: 'section 2.1.1: challenges that don’t show the verifier',
  permit: 'challenge method `plain`',
  operations: ['redeem-code-by-plain-challenge'],
  attempts: [],
} as const;

const GIVES_AWAY_PASSWORDS = 'section 2.4: no password in anybody’s hands but the server’s';

export const LEGACY_DOORS: readonly LegacyDoorEntry[] = [
  {
    ...PASSWORD,
    dialect: 'twinfield',
    what: '`Logon` on a cluster and on the login site',
    outside: GIVES_AWAY_PASSWORDS,
  },
  {
    dialect: 'twinfield',
    door: 'delegation',
    what: '`OAuthLogon`, and the OAuth 1 steps that give the pair for it, by PLAINTEXT, HMAC-SHA1 or HMAC-SHA256',
    outside: 'OAuth 1 altogether: four secrets in a body, a pair that never changes and is bound to nothing',
    permit: 'permit `delegation`',
    operations: ['open-session-by-delegation', 'request-delegation', 'redeem-delegation'],
    attempts: ['open-session-by-delegation', 'request-delegation', 'redeem-delegation'],
  },
  { ...BARE_CODE, dialect: 'twinfield', what: 'codes of the OpenID endpoints that were asked without a challenge' },
  { ...PLAIN, dialect: 'twinfield', what: 'codes of the OpenID endpoints that were asked with a plain challenge' },
  {
    ...PASSWORD,
    dialect: 'projector',
    what: '`PwsAuthenticate` with name and password',
    outside: GIVES_AWAY_PASSWORDS,
  },
  { ...BARE_CODE, dialect: 'projector', what: 'codes of the authorize address that were asked without a challenge' },
  { ...PLAIN, dialect: 'projector', what: 'codes of the authorize address that were asked with a plain challenge' },
  {
    ...PASSWORD,
    dialect: 'digioffice',
    what: '`Authenticate` with name and password, by POST, form or query, and Basic credentials',
    outside: GIVES_AWAY_PASSWORDS,
  },
  {
    dialect: 'digioffice',
    door: 'reusable-refresh',
    what: '`GetAccessToken`: the refresh token of a logon',
    outside: 'sections 2.2.2 and 4.14.2: refresh tokens that rotate or are bound to a key',
    permit: undefined,
    operations: ['derive-token-by-refresh'],
    attempts: ['derive-token'],
  },
  { ...PASSWORD, dialect: 'yindo', what: '`POST /token`', outside: GIVES_AWAY_PASSWORDS },
  {
    dialect: 'oauth',
    door: 'password',
    what: '`grant_type=password`',
    outside: GIVES_AWAY_PASSWORDS,
    permit: 'permit `password`',
    operations: ['issue-by-password'],
    attempts: ['issue-by-password'],
  },
  { ...BARE_CODE, dialect: 'oauth', what: 'codes that were asked without a challenge' },
];

export function nameOf({ dialect, door }: Pick<LegacyDoorEntry, 'door'> & { readonly dialect: string }): string {
  return `${dialect}/${door}`;
}
