import { type Answer, type Call, type Performers, thrownInside } from '../../platforms/servicestack/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { INSECURE, insecure, refusedToken } from './caller-identity.ts';
import type { DigiofficeContract } from './contract.ts';
import { type PresentedPassword, presentedPassword, presentedSession, presentedToken } from './credentials.ts';
import { openSession } from './open-session.ts';
import type { DigiofficeSettings } from './settings.ts';
import { type DigiofficeTokens, tokensOf } from './token-claims.ts';
import { sayRefusal } from './vocabulary.ts';

type Performer = Performers<DigiofficeContract>['GetJWTAccessToken'];

/**
 * The vendor's own: gives whoever is logged on another token, of a lifetime that they choose, as bare text. It lives no longer than tokens of the
 * deployment do, and one that is asked for with a token no longer than that; without a number of minutes above 0 it lives as long as it can.
 */
export function jwtAccessToken(site: Site, settings: DigiofficeSettings): Performer {
  const tokens = tokensOf(settings, site.name);

  const byPassword = async (
    call: Call,
    who: PresentedPassword,
    access: ReturnType<DigiofficeTokens['access']>,
  ): Promise<Answer<string>> => {
    const failure = insecure(settings, call);
    if (failure !== undefined) return failure;
    const wanted = { who, withSecret: false, isRemembered: false, access, refresh: undefined };
    const result = await openSession(site, settings, call, wanted);
    return result.ok ? { kind: 'done', value: result.value.access?.text ?? '' } : sayRefusal(result.refusal, 'basic');
  };

  return async (call, { ExpiresInMinutes }) => {
    const minutes = ExpiresInMinutes ?? 0;
    const access = tokens.access(minutes > 0 ? Math.min(minutes * 60, settings.tokenSeconds) : settings.tokenSeconds);
    const who = presentedPassword(call);
    if (who !== undefined) return byPassword(call, who, access);

    const caller = callerOf('digioffice', site, call.request);
    const token = presentedToken(call);
    let cookies: Answer<string>['cookies'] = [];
    if (token !== undefined) {
      const failure = insecure(settings, call);
      if (failure !== undefined) return failure;
      const { text } = token;
      const derived = await site.core.deriveToken({ caller, text, accepts: ['access'], atItsSiteOnly: false, access });
      if (derived.ok) return { kind: 'done', value: derived.value.access.text };
      const refused = refusedToken(token, derived.refusal);
      if (refused.kind === 'failure') return refused.failure;
      cookies = refused.cookies;
    }
    const session = presentedSession(call);
    if (session === undefined) return { kind: 'unauthenticated', cookies };
    if (settings.requireSecureConnection && !call.isSecure) return thrownInside(403, 'Forbidden', INSECURE);
    const asked = { caller, text: session, accepts: ['session'], atItsSiteOnly: true, access } as const;
    const derived = await site.core.deriveToken(asked);
    if (!derived.ok) return { ...sayRefusal(derived.refusal, 'session'), cookies };
    return { kind: 'done', value: derived.value.access.text, cookies };
  };
}
