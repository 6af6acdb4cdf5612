/**
 * The DigiOffice gateway: people log on with name and password on a ServiceStack host and turn their session into a token.
 *
 * The folder holds that system's contract, its words for refusals, and the mapping of its operations to the core. Routes, formats, error
 * shapes and pages are the platform's. It knows nothing of how sessions and tokens are kept.
 */
import { serveServiceStack } from '../../platforms/servicestack/index.ts';
import { callerOf, type Dialect } from '../dialect.ts';
import { accessToken } from './access-token.ts';
import { authenticate } from './authenticate.ts';
import { contractOf, type DigiofficeContract } from './contract.ts';
import { jwtAccessToken } from './jwt-access-token.ts';
import { ownSession } from './open-session.ts';
import { sessionToToken } from './session-to-token.ts';
import { DEFAULT_SETTINGS, type DigiofficeSettings } from './settings.ts';
import { showSignIn } from './show-sign-in.ts';
import { tokensOf } from './token-claims.ts';

export type { DigiofficeSettings } from './settings.ts';

/** What each operation asks of the core, for its notes. */
const CORE_NAMES: Readonly<Record<keyof DigiofficeContract['operations'], string>> = {
  Authenticate: 'open-session-by-password',
  ConvertSessionToToken: 'convert-session',
  GetAccessToken: 'derive-token',
  GetJWTAccessToken: 'derive-token',
};

/** Which field was improper the wire tells; the core has no use for it. */
const NOT_UNDERSTOOD = { code: 'request-malformed', missing: [], improper: [] } as const;

/** The dialect of DigiOffice, served on every site. */
export function digioffice(settings: Partial<DigiofficeSettings> = {}): Dialect {
  const all: DigiofficeSettings = { ...DEFAULT_SETTINGS, ...settings };
  return {
    name: 'digioffice',
    kinds: (siteName) => [
      { name: 'digioffice-session', needsCompany: false, issues: 'session', terms: ownSession(all) },
      { name: 'digioffice-token', needsCompany: false, issues: 'access', terms: tokensOf(all, siteName).access() },
    ],
    register: (app, site) => {
      const contract = contractOf(all.generation);
      const signIn = { prefix: all.prefix, system: contract.name };
      serveServiceStack(app, {
        ...all,
        contract,
        performers: {
          Authenticate: authenticate(site, all),
          ConvertSessionToToken: sessionToToken(site, all),
          GetAccessToken: accessToken(site, all),
          GetJWTAccessToken: jwtAccessToken(site, all),
        },
        url: site.url,
        showSignIn: (reply, continueAt) => showSignIn(site, signIn, reply, continueAt),
        onUnreadable: (operation, request) => {
          const name = operation === undefined ? 'read-request' : CORE_NAMES[operation];
          site.core.refuse(name, callerOf('digioffice', site, request), NOT_UNDERSTOOD);
        },
      });
    },
  };
}
