import { type Answer, type Call, type Performers, thrownInside } from '../../platforms/servicestack/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { INSECURE, useSession, useToken } from './caller-identity.ts';
import type { contract } from './contract.ts';
import { tokenCookie } from './session-cookies.ts';
import type { DigiofficeSettings } from './settings.ts';
import { tokenTerms } from './token-claims.ts';
import { sayRefusal } from './vocabulary.ts';

type Performer = Performers<typeof contract>['ConvertSessionToToken'];
type Converted = Answer<{ AccessToken: string | null }>;

/**
 * Turns the caller's session into a token, and closes it unless PreserveSession is true. A token that is presented and still counts comes back
 * unchanged, and no session is touched (reference, servicestack-webapi section 7).
 */
export function sessionToToken(site: Site, settings: DigiofficeSettings): Performer {
  const access = tokenTerms(settings);
  const { tokenInBody, requireSecureConnection } = settings;

  const converted = (call: Call, text: string, expiresAt: number): Converted => ({
    kind: 'done',
    value: { AccessToken: tokenInBody ? text : null },
    cookies: [tokenCookie(text, expiresAt, call.isSecure)],
  });

  return async (call, request) => {
    const token = await useToken(site, settings, call);
    if (token.kind === 'failure') return token.failure;
    if (token.kind === 'person') return converted(call, token.person.text, token.person.expiresAt);
    const { cookies } = token;

    const session = await useSession(site, call);
    if (session.kind === 'failure') return session.failure;
    if (session.kind === 'nobody') return { kind: 'unauthenticated', cookies };
    const { person } = session;
    if (requireSecureConnection && !call.isSecure) return thrownInside(403, 'Forbidden', INSECURE);
    const result = await site.core.convertSession({
      caller: callerOf('digioffice', site, call.request),
      session: person.text,
      preserve: request.PreserveSession === true,
      access,
    });
    if (!result.ok) return { ...sayRefusal(result.refusal, 'session'), cookies };
    const { text, token: kept } = result.value.access;
    return converted(call, text, kept.expiresAt);
  };
}
