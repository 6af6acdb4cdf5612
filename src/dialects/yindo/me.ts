import type { WebApiAnswer, WebApiIncoming } from '../../platforms/webapi/serve-operations.ts';
import type { Site } from '../dialect.ts';
import { admit } from './admit.ts';
import type { YindoContract } from './contract.ts';
import { sessionKeyOf } from './session-key.ts';

type Answer = WebApiAnswer<YindoContract['operations']['me']['response']>;

/** Answers `GET me`: whose token it is. */
export function meAnswers(site: Site) {
  return async ({ request }: WebApiIncoming): Promise<Answer> => {
    const admitted = await admit(site, request);
    if (!admitted.ok) return admitted;
    const { account, session, sessionId } = admitted.value;
    return {
      ok: true,
      value: {
        userName: account.name,
        userID: String(account.id),
        sessionKey: sessionId === undefined ? null : sessionKeyOf(sessionId),
        clientKey: session?.deviceKey ?? null,
      },
    };
  };
}
