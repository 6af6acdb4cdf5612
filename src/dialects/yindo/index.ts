/**
 * The Yindo dialect: a token endpoint in Katana's manners, and a Web API that its tokens open, on every site.
 *
 * It owns the mapping of the seed page `POST-token` to the core: the password grant, sessions tied to a device, the seven members of the answer.
 * How such a server reads, writes and refuses is the webapi platform's.
 */
import { ACCESS_TOKEN } from '../../core/model/secret-form.ts';
import { serveHelp } from '../../platforms/webapi/help/serve-help.ts';
import { served, serveOperations } from '../../platforms/webapi/serve-operations.ts';
import { serveTokenEndpoint } from '../../platforms/webapi/token-endpoint.ts';
import type { Dialect } from '../dialect.ts';
import { yindoContract } from './contract.ts';
import { meAnswers } from './me.ts';
import { ownSessionAnswers } from './own-sessions.ts';
import { YINDO_DEFAULTS, type YindoSettings } from './settings.ts';
import { tokenAnswers } from './token.ts';

export function yindo(settings: Partial<YindoSettings> = {}): Dialect {
  const chosen = { ...YINDO_DEFAULTS, ...settings };
  const contract = yindoContract(chosen);
  const { operations } = contract;
  return {
    name: 'yindo',
    kinds: () => [
      {
        name: 'yindo-token',
        needsCompany: false,
        issues: 'access',
        terms: { form: ACCESS_TOKEN, lifetimeSeconds: chosen.accessLifetimeSeconds },
      },
    ],
    register: (app, site) => {
      serveTokenEndpoint(app, operations.token, chosen, tokenAnswers(site, chosen));
      const answers = ownSessionAnswers(site);
      const calls = [
        served(operations.me, meAnswers(site)),
        served(operations.sessions, answers.sessions),
        served(operations.logOut, answers.logOut),
        served(operations.endSession, answers.endSession),
        served(operations.endDevice, answers.endDevice),
      ];
      serveOperations(app, calls, site.url);
      serveHelp(app, contract, chosen.helpPath);
    },
  };
}
