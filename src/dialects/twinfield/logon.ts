/**
 * The login contract's answers: a logon becomes a session, and how it ended a result.
 */
import type { HttpRequest } from '../../http/exchange.ts';
import type { AsmxAnswers } from '../../platforms/asmx/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { isGiven, missingOf } from './given.ts';
import type { LoginContract } from './login-contract.ts';
import { DOOR, logonResult, openByPassword, sayLogon, termsOf } from './open.ts';
import type { TwinfieldSettings } from './settings.ts';

/** Every parameter of a logon is needed: without one, or with an empty one, the result is `Failed` and nothing is looked up. */
export function loginAnswers(site: Site, settings: TwinfieldSettings): AsmxAnswers<LoginContract, HttpRequest> {
  const terms = termsOf(settings);
  return {
    Logon: async ({ parameters }, request) => {
      const opened = await openByPassword(site, settings, request, parameters);
      const said = await sayLogon(site, request, opened, logonResult);
      if (said.kind === 'fault') return said;
      const { result, nextAction, cluster, header } = said;
      return { kind: 'yes', header, response: { LogonResult: result, nextAction, cluster } };
    },

    OAuthLogon: async ({ parameters }, request) => {
      const { clientToken, clientSecret, accessToken, accessSecret } = parameters;
      const caller = callerOf('twinfield', site, request);
      const opened =
        isGiven(clientToken) && isGiven(clientSecret) && isGiven(accessToken) && isGiven(accessSecret)
          ? await site.core.openSessionByDelegation({
              caller,
              client: { id: clientToken, secret: clientSecret },
              delegationId: accessToken,
              delegationSecret: accessSecret,
              door: DOOR,
              terms,
            })
          : site.core.refuse('open-session-by-delegation', caller, missingOf(parameters));
      const said = await sayLogon(site, request, opened, logonResult);
      if (said.kind === 'fault') return said;
      const { result, nextAction, cluster, header } = said;
      return { kind: 'yes', header, response: { OAuthLogonResult: result, nextAction, cluster } };
    },

    // It tells no next action: whoever got the token has taken the steps that they owed.
    AccessTokenLogon: async ({ parameters }, request) => {
      const { accessToken } = parameters;
      const caller = callerOf('twinfield', site, request);
      const opened = isGiven(accessToken)
        ? await site.core.openSessionByToken({
            caller,
            token: accessToken,
            scope: settings.tokenScope,
            // What OAuth 2 gave out is what organisations with modern logon only ask for.
            door: { ...DOOR, legacy: false, carriesSteps: false },
            terms,
          })
        : site.core.refuse('open-session-by-token', caller, missingOf(parameters));
      const said = await sayLogon(site, request, opened, logonResult);
      if (said.kind === 'fault') return said;
      const { result, cluster, header } = said;
      return { kind: 'yes', header, response: { AccessTokenLogonResult: result, cluster } };
    },
  };
}
