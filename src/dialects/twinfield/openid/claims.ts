import type { Account } from '../../../core/model/account.ts';
import { type Site, urlOf } from '../../dialect.ts';

/** What these scopes let a client see, in plain words for the person who is asked. */
export const OPENID_SCOPES: Readonly<Record<string, string>> = {
  'twf.user': 'see your name and email address',
  'twf.organisation': 'see which organisation you belong to',
  'twf.organisationUser': 'do everything in Twinfield that you can do yourself',
};

/** The scope without which no refresh token is handed out (OpenID Connect Core 1.0 section 11). */
export const OFFLINE = 'offline_access';

export function isAmong(scope: string, word: string): boolean {
  return scope.split(' ').includes(word);
}

/** Who issues these tokens, by section A8 of the reference page. */
export function issuerOf(site: Site, path: string): string {
  return `${site.url}${path}`;
}

/** A person's claims as far as the scope goes; all of them for a token that is the person's own. Those that have none are left out. */
export function claimsOf(site: Site, account: Account, scope: string | undefined) {
  const may = (word: string) => scope === undefined || isAmong(scope, word);
  const { organisation } = account;
  return {
    ...(may('twf.user') ? { name: account.displayName, email: account.email } : {}),
    ...(may('twf.organisationUser') ? { 'twf.organisationUserCode': account.name } : {}),
    ...(may('twf.organisation')
      ? { 'twf.organisationCode': organisation.code, 'twf.organisationId': String(organisation.id) }
      : {}),
    'twf.clusterUrl': urlOf(site, account.homeSite),
  };
}
