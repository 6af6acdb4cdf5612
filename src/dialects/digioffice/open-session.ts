import { COOKIE_SESSION } from '../../core/model/secret-form.ts';
import type { OpenedSession, SessionTerms } from '../../core/operations/steps/open-session.ts';
import type { Result } from '../../core/refusal.ts';
import type { Call } from '../../platforms/servicestack/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import type { PresentedPassword } from './credentials.ts';
import type { DigiofficeSettings } from './settings.ts';
import type { DigiofficeTokens } from './token-claims.ts';

export interface SessionWanted {
  readonly who: PresentedPassword;
  /** A session without a secret of its own is reached through its tokens only. */
  readonly withSecret: boolean;
  readonly isRemembered: boolean;
  readonly access: ReturnType<DigiofficeTokens['access']> | undefined;
  readonly refresh: DigiofficeTokens['refresh'] | undefined;
}

/** A session of this wire with its usual lifetime, at the person's home. */
export function ownSession(settings: DigiofficeSettings): SessionTerms {
  return {
    form: COOKIE_SESSION,
    idleSeconds: undefined,
    lifetimeSeconds: settings.sessionSeconds,
    deviceKey: undefined,
    site: undefined,
    access: undefined,
  };
}

/** Opens a session by name, or e-mail address, and password. This wire can't carry a step that is owed. */
export function openSession(
  site: Site,
  settings: DigiofficeSettings,
  call: Call,
  { who, withSecret, isRemembered, access, refresh }: SessionWanted,
): Promise<Result<OpenedSession>> {
  return site.core.openSessionByPassword({
    caller: callerOf('digioffice', site, call.request),
    person: { name: who.name, orEmail: true },
    password: who.password,
    door: { legacy: true, needsCompany: false, fenced: true, carriesSteps: false },
    terms: {
      ...ownSession(settings),
      ...(withSecret ? {} : { form: undefined }),
      ...(isRemembered ? { lifetimeSeconds: settings.rememberedSessionSeconds } : {}),
      site: site.name,
      access,
      refresh,
    },
  });
}
