import { failed, type Performers, thrownInside } from '../../platforms/servicestack/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { INSECURE } from './caller-identity.ts';
import type { DigiofficeContract } from './contract.ts';
import type { DigiofficeSettings } from './settings.ts';
import { tokensOf } from './token-claims.ts';
import { sayRefusal } from './vocabulary.ts';

type Performer = Performers<DigiofficeContract>['GetAccessToken'];

/** In the words of .NET's ArgumentNullException. */
const NULL_ARGUMENT = 'Value cannot be null.\r\nParameter name: RefreshToken';

/**
 * Gives an access token for the refresh token of a login, which stays as it is: its owner has no other, and the answer has no room for a successor
 * (reference, servicestack-webapi section 9). One that was issued to a client is that client's to exchange, and is refused.
 */
export function accessToken(site: Site, settings: DigiofficeSettings): Performer {
  const tokens = tokensOf(settings, site.name);
  return async (call, { RefreshToken }) => {
    const caller = callerOf('digioffice', site, call.request);
    const text = RefreshToken ?? '';
    if (text === '') {
      site.core.refuse('derive-token', caller, { code: 'request-malformed', missing: ['RefreshToken'], improper: [] });
      return missing();
    }
    if (settings.requireSecureConnection && !call.isSecure) return thrownInside(403, 'Forbidden', INSECURE);
    if (!isBase64url(text)) {
      site.core.refuse('derive-token', caller, { code: 'token-malformed' });
      return thrownInside(400, 'ArgumentException', 'Illegal base64url string!');
    }
    const access = tokens.access();
    const result = await site.core.deriveToken({ caller, text, accepts: ['refresh'], atItsSiteOnly: false, access });
    if (!result.ok) return sayRefusal(result.refusal, 'refresh');
    return { kind: 'done', value: { AccessToken: result.value.access.text } };
  };
}

function missing() {
  const code = 'ArgumentNullException';
  const errors = [{ code, field: 'RefreshToken', message: NULL_ARGUMENT }];
  return failed({ thrown: 'in-service', status: 400, code, message: NULL_ARGUMENT, errors });
}

/** Whether each part of a signed token is base64url at all, which the framework sees first (RFC 7515 section 2). */
function isBase64url(text: string): boolean {
  return text.split('.').every((part) => /^[\w-]*$/.test(part) && part.length % 4 !== 1);
}
