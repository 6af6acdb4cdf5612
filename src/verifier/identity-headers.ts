import type { UsedCredential } from '../core/operations/use-credential.ts';

/**
 * Who the holder of a credential is, as headers that a proxy copies to the application behind it. The first four names are those that applications
 * behind a proxy know already. What isn't known has no header: a proxy must be told to overwrite what the client sent under these names.
 */
export function identityHeaders(
  used: UsedCredential,
  siteOfSession: string | undefined,
): Readonly<Record<string, string>> {
  const { account, clientId, scope, origin, kind, expiresAt } = used;
  const headers: Record<string, string> = {
    'tessera-origin': origin,
    'tessera-credential': kind,
    'tessera-expires': String(Math.floor(expiresAt / 1000)),
  };
  if (account !== undefined) {
    headers['remote-user'] = headerText(account.name);
    headers['remote-name'] = headerText(account.displayName);
    if (account.email !== undefined) headers['remote-email'] = headerText(account.email);
    headers['remote-groups'] = headerText(account.role);
    headers['tessera-subject'] = String(account.id);
    headers['tessera-organisation'] = headerText(account.organisation.code);
    headers['tessera-site'] = siteOfSession ?? account.homeSite;
  }
  if (clientId !== undefined) headers['tessera-client'] = headerText(clientId);
  if (scope !== '') headers['tessera-scope'] = headerText(scope);
  return headers;
}

const PLAIN = /^[!-$&-~]+(?: +[!-$&-~]+)*$/;
const OUTSIDE_ASCII = /[^\x20-\x7e]|%/g;

/** RFC 9110 section 5.5 wants visible ASCII: anything else, and the percent sign itself, is percent-encoded as UTF-8. */
function headerText(text: string): string {
  return PLAIN.test(text) ? text : text.replace(OUTSIDE_ASCII, percentEncoded).trim();
}

function percentEncoded(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
