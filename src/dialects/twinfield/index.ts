/**
 * The twinfield dialect: the session service of the system behind the seed page `OAuthLogon`, on the asmx platform.
 *
 * On the login site people and client applications log on; the answer carries a SessionID in its SOAP header and names the cluster where
 * the session belongs. On a cluster the session is kept alive and abandoned. The same path has another contract on either. Sessions of
 * this wire are the server's own, known to every other dialect; the dialect itself keeps nothing.
 */
import { serveAsmx } from '../../platforms/asmx/index.ts';
import type { Dialect } from '../dialect.ts';
import { clusterContract } from './cluster-contract.ts';
import { loginContract } from './login-contract.ts';
import { loginAnswers } from './logon.ts';
import { serveOauth1 } from './oauth1/index.ts';
import { termsOf } from './open.ts';
import { OPENID_SCOPES } from './openid/claims.ts';
import { serveOpenid } from './openid/index.ts';
import { clusterAnswers } from './session.ts';
import { DEFAULT_SETTINGS, type TwinfieldSettings } from './settings.ts';

/** The dialect with its settings; those left out keep their defaults. */
export function twinfield(given: Partial<TwinfieldSettings> = {}): Dialect {
  const settings: TwinfieldSettings = { ...DEFAULT_SETTINGS, ...given };
  const { path, namespace } = settings;
  return {
    name: 'twinfield',
    scopes: OPENID_SCOPES,
    kinds: () => [{ name: 'twinfield-session', needsCompany: true, issues: 'session', terms: termsOf(settings) }],
    register(app, site) {
      const { url } = site;
      if (site.role === 'login') {
        serveAsmx(app, { url, path, contract: loginContract(namespace), answers: loginAnswers(site, settings) });
        serveOauth1(app, site, settings.oauthPath);
        serveOpenid(app, site, settings);
      } else {
        serveAsmx(app, { url, path, contract: clusterContract(namespace), answers: clusterAnswers(site, settings) });
      }
    },
  };
}
