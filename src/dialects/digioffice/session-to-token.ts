import type { MintedToken } from '../../core/operations/steps/mint-token.ts';
import {
  type Answer,
  type Call,
  type Performers,
  type SetCookie,
  thrownInside,
} from '../../platforms/servicestack/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { INSECURE, insecure, useSession, useToken } from './caller-identity.ts';
import type { DigiofficeContract } from './contract.ts';
import { type PresentedPassword, presentedPassword, presentedSession } from './credentials.ts';
import { openSession } from './open-session.ts';
import { loginCookies, tokenCookie } from './session-cookies.ts';
import type { DigiofficeSettings } from './settings.ts';
import { tokensOf } from './token-claims.ts';
import { sayRefusal } from './vocabulary.ts';

type Performer = Performers<DigiofficeContract>['ConvertSessionToToken'];
type Converted = Answer<{ AccessToken: string | null; RefreshToken: string | null }>;

/**
 * Turns the caller's session into a token, and closes it unless PreserveSession is true. A token that is presented and still counts comes back
 * unchanged, and no session is touched; Basic credentials open a session first (reference, servicestack-webapi section 7).
 */
export function sessionToToken(site: Site, settings: DigiofficeSettings): Performer {
  const tokens = tokensOf(settings, site.name);
  const { tokenInBody, requireSecureConnection, generation } = settings;
  // Only the later generation has a member for it, and only a converted session comes with one.
  const refreshFor = (preserve: boolean) =>
    generation === '6' && tokenInBody && !preserve ? tokens.refresh : undefined;

  const converted = (
    call: Call,
    access: { readonly text: string; readonly expiresAt: number },
    refresh: MintedToken | undefined,
    cookies: readonly SetCookie[] = [],
  ): Converted => ({
    kind: 'done',
    value: { AccessToken: tokenInBody ? access.text : null, RefreshToken: refresh?.text ?? null },
    cookies: [...cookies, tokenCookie(access.text, access.expiresAt, call.isSecure)],
  });

  /** The session stays only where it was asked to: else nobody gets to know its secret. */
  const byPassword = async (call: Call, who: PresentedPassword, preserve: boolean): Promise<Converted> => {
    const failure = insecure(settings, call);
    if (failure !== undefined) return failure;
    const result = await openSession(site, settings, call, {
      who,
      withSecret: preserve,
      isRemembered: false,
      access: tokens.access(),
      refresh: refreshFor(preserve),
    });
    if (!result.ok) return sayRefusal(result.refusal, 'basic');
    const { account, session, secret, access, refresh } = result.value;
    if (access === undefined) throw new Error('A session was opened without the token that was asked for');
    const { id } = session;
    const cookies =
      secret === undefined
        ? []
        : loginCookies({ secret, id, accountId: account.id, isPermanent: false }, site.now(), call.isSecure);
    return converted(call, { text: access.text, expiresAt: access.token.expiresAt }, refresh, cookies);
  };

  return async (call, request) => {
    const preserve = request.PreserveSession === true;
    const who = presentedPassword(call);
    if (who !== undefined) return byPassword(call, who, preserve);
    const token = await useToken(site, settings, call);
    if (token.kind === 'failure') return token.failure;
    if (token.kind === 'person') return converted(call, token.person, undefined);
    const { cookies } = token;

    const session = presentedSession(call);
    if (session === undefined) return { kind: 'unauthenticated', cookies };
    if (requireSecureConnection && !call.isSecure) {
      // Only those who are let in at all are told what else is wrong.
      const used = await useSession(site, call);
      if (used.kind === 'failure') return used.failure;
      return used.kind === 'person' ? thrownInside(403, 'Forbidden', INSECURE) : { kind: 'unauthenticated', cookies };
    }
    const result = await site.core.convertSession({
      caller: callerOf('digioffice', site, call.request),
      session,
      preserve,
      atItsSiteOnly: true,
      access: tokens.access(),
      refresh: refreshFor(preserve),
    });
    if (!result.ok) return { ...sayRefusal(result.refusal, 'session'), cookies };
    const { access, refresh } = result.value;
    return converted(call, { text: access.text, expiresAt: access.token.expiresAt }, refresh);
  };
}
