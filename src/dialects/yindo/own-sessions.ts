import type { Refusal } from '../../core/refusal.ts';
import type { WebApiAnswer, WebApiIncoming } from '../../platforms/webapi/serve-operations.ts';
import { invalidModel, NOTHING_THERE, type WebApiError } from '../../platforms/webapi/words.ts';
import type { Site } from '../dialect.ts';
import { admit, deniedOr503 } from './admit.ts';
import type { YindoContract } from './contract.ts';
import { sessionIdOf, sessionKeyOf } from './session-key.ts';

type Operations = YindoContract['operations'];
type Incoming<N extends keyof Operations> = WebApiIncoming<Operations[N]['request']>;
type Answer<N extends keyof Operations> = Promise<WebApiAnswer<Operations[N]['response']>>;

const DONE = { ok: true, value: {} } as const;

/**
 * Answers the calls about the sessions of the token's person. Each looks who asks before it reads anything else, as the framework's filters do. What
 * ends nothing, because there is nothing of that name or it is somebody else's, is 404 without a body.
 */
export function ownSessionAnswers(site: Site) {
  return {
    async sessions({ request, uri }: Incoming<'sessions'>): Answer<'sessions'> {
      const admitted = await admit(site, request);
      if (!admitted.ok) return admitted;
      const before = uri.before === undefined ? undefined : sessionIdOf(uri.before);
      if (uri.before !== undefined && before === undefined) {
        return { ok: false, error: invalidModel({ before: ['The before field is invalid.'] }) };
      }
      const listed = await site.core.listSessions({ ...admitted.value.credential, before });
      if (!listed.ok) return { ok: false, error: deniedOr503(listed.refusal) };
      const { sessions, before: next } = listed.value;
      return {
        ok: true,
        value: {
          sessions: sessions.map(({ id, deviceKey, origin, openedAt, endsAt, isCurrent }) => ({
            sessionKey: sessionKeyOf(id),
            clientKey: deviceKey ?? null,
            system: origin,
            opened: openedAt,
            expires: endsAt,
            current: isCurrent,
          })),
          before: next === undefined ? null : sessionKeyOf(next),
        },
      };
    },

    async logOut({ request }: Incoming<'logOut'>): Answer<'logOut'> {
      const admitted = await admit(site, request);
      if (!admitted.ok) return admitted;
      const ended = await site.core.endCredential({ ...admitted.value.credential, atItsSiteOnly: false });
      return ended.ok ? DONE : { ok: false, error: deniedOr503(ended.refusal) };
    },

    async endSession({ request, uri }: Incoming<'endSession'>): Answer<'endSession'> {
      const admitted = await admit(site, request);
      if (!admitted.ok) return admitted;
      const sessionId = sessionIdOf(uri.sessionKey ?? '');
      if (sessionId === undefined) return { ok: false, error: NOTHING_THERE };
      const ended = await site.core.endSession({ ...admitted.value.credential, target: { sessionId } });
      return ended.ok ? DONE : { ok: false, error: notEnded(ended.refusal) };
    },

    async endDevice({ request, model }: Incoming<'endDevice'>): Answer<'endDevice'> {
      const admitted = await admit(site, request);
      if (!admitted.ok) return admitted;
      const asked = model();
      if (!asked.ok) return asked;
      const deviceKey = asked.value.clientKey ?? '';
      // Half a character is no text, and NUL is in no key: nothing can have been linked to them.
      if (!deviceKey.isWellFormed() || deviceKey.includes('\0')) return { ok: false, error: NOTHING_THERE };
      const ended = await site.core.endSession({ ...admitted.value.credential, target: { deviceKey } });
      return ended.ok ? ended : { ok: false, error: notEnded(ended.refusal) };
    },
  };
}

/** Whoever asks was let in just now, so a session that isn't there is the one that was to be ended. */
function notEnded(refusal: Refusal): WebApiError {
  return refusal.code === 'session-ended' ? NOTHING_THERE : deniedOr503(refusal);
}
