/**
 * Who is calling, by what they present: a token or a session of any dialect that still counts here.
 */
import type { UsedCredential } from '../../core/operations/use-credential.ts';
import type { Refusal } from '../../core/refusal.ts';
import { type Call, type Failure, failed, forgetCookie, type SetCookie } from '../../platforms/servicestack/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { type PresentedToken, presentedSession, presentedToken } from './credentials.ts';
import { TOKEN } from './session-cookies.ts';
import type { DigiofficeSettings } from './settings.ts';
import { sayRefusal } from './vocabulary.ts';

export type Account = NonNullable<UsedCredential['account']>;

export interface Person {
  readonly account: Account;
  /** What they presented. */
  readonly text: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export type TokenUse =
  | { readonly kind: 'person'; readonly person: Person }
  /** A token of ours that counts no more: nothing else is looked at. */
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** No token, or one that isn't ours: as if none had been sent, but for the cookies that the client should forget. */
  | { readonly kind: 'nobody'; readonly cookies: readonly SetCookie[] };

const NO_COOKIES: readonly SetCookie[] = [];

/** The words of a token refused for want of TLS, and of one that isn't issued for it. */
export const INSECURE = 'Sending JWT over insecure connection forbidden when RequireSecureConnection=true';

/** What a caller is told who presents a token or a password on a connection without TLS where one is required; undefined where all is well. */
export function insecure(settings: DigiofficeSettings, call: Call): Failure | undefined {
  if (!settings.requireSecureConnection || call.isSecure) return undefined;
  return failed({ thrown: 'as-http-error', status: 403, code: 'Forbidden', message: INSECURE });
}

/** A client's token for itself stands for nobody, so it is as good as none. */
export async function useToken(site: Site, settings: DigiofficeSettings, call: Call): Promise<TokenUse> {
  const token = presentedToken(call);
  if (token === undefined) return { kind: 'nobody', cookies: NO_COOKIES };
  const failure = insecure(settings, call);
  if (failure !== undefined) return { kind: 'failure', failure };
  const { text } = token;
  const caller = callerOf('digioffice', site, call.request);
  const used = await site.core.useCredential({ caller, text, accepts: ['access'], atItsSiteOnly: false });
  if (!used.ok) return refusedToken(token, used.refusal);
  const { account, expiresAt } = used.value;
  if (account === undefined) return { kind: 'nobody', cookies: forgotten(token) };
  return { kind: 'person', person: { account, text, expiresAt } };
}

/** What a token that was refused comes to. A client that has it in its cookie forgets it. */
export function refusedToken(token: PresentedToken, refusal: Refusal): Exclude<TokenUse, { kind: 'person' }> {
  const cookies = forgotten(token);
  const failure = sayRefusal(refusal, 'token');
  return failure.kind === 'unauthenticated'
    ? { kind: 'nobody', cookies }
    : { kind: 'failure', failure: { ...failure, cookies } };
}

function forgotten(token: PresentedToken): readonly SetCookie[] {
  return token.from === 'cookie' ? [forgetCookie(TOKEN)] : NO_COOKIES;
}

export type SessionUse =
  | { readonly kind: 'person'; readonly person: Person }
  /** Nothing could be found out, so the client must not be told that its session has ended. */
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** No session, or none that counts at this site. */
  | { readonly kind: 'nobody' };

const NOBODY: SessionUse = { kind: 'nobody' };

/** The person of the session that is presented. */
export async function useSession(site: Site, call: Call): Promise<SessionUse> {
  const text = presentedSession(call);
  if (text === undefined) return NOBODY;
  const caller = callerOf('digioffice', site, call.request);
  const used = await site.core.useCredential({ caller, text, accepts: ['session'], atItsSiteOnly: true });
  if (!used.ok && used.refusal.code === 'unavailable') {
    return { kind: 'failure', failure: sayRefusal(used.refusal, 'session') };
  }
  if (!used.ok || used.value.account === undefined) return NOBODY;
  return { kind: 'person', person: { account: used.value.account, text, expiresAt: used.value.expiresAt } };
}
