import { writeForm } from '../../formats/form.ts';
import type { Site } from '../dialect.ts';
import { DEPOSIT_URN } from './authorize.ts';
import type { Endpoint } from './endpoint.ts';
import { improper, missing, type Parameters, type Targets } from './parameters.ts';
import { readResponseMode, readWish } from './read-authorization.ts';
import type { OauthSettings } from './settings.ts';

/** What proves the client and says nothing of the question. */
const NOT_KEPT: ReadonlySet<string> = new Set(['client_secret', 'client_assertion', 'client_assertion_type']);

/**
 * `POST /oauth2/par` (RFC 9126): a client deposits its question, proving who it is, and sends the browser with a reference that counts once. What
 * would be refused at the authorization endpoint is refused here already.
 */
export function parEndpoint(site: Site, { pushedLifetimeSeconds }: OauthSettings): Endpoint {
  return {
    operation: 'deposit-question',
    status: 201,
    scripts: 'open to scripts',
    answer: async ({ client: reading, parameters, targets, keyProof, caller }) => {
      const refuse = site.core.refuse.bind(undefined, 'deposit-question', caller);
      if (!reading.ok) return refuse(reading.refusal);
      const { client } = reading;
      // Section 2.1: a reference to another question must not stand in a question.
      if (parameters.has('request_uri')) return refuse(improper('request_uri').refusal);
      const redirectUri = parameters.get('redirect_uri');
      if (redirectUri === undefined) return refuse(missing('redirect_uri').refusal);
      if (readResponseMode(parameters) === undefined) return refuse(improper('response_mode').refusal);
      const wish = readWish(parameters, targets);
      if (!wish.ok) return refuse('error' in wish ? improper(wish.description).refusal : wish.refusal);
      const deposited = await site.core.depositQuestion({
        caller,
        client,
        redirectUri,
        question: questionOf(client.id, parameters, targets),
        keyProof,
        lifetimeSeconds: pushedLifetimeSeconds,
      });
      if (!deposited.ok) {
        const { refusal } = deposited;
        // Nothing has been granted yet that could be bad (section 2.3).
        const isForeign = refusal.code === 'grant-rejected' && refusal.why === 'redirect';
        return isForeign
          ? { ...deposited, refusal: improper('redirect_uri, which is not registered').refusal }
          : deposited;
      }
      const value = { request_uri: `${DEPOSIT_URN}${deposited.value.reference}`, expires_in: pushedLifetimeSeconds };
      return { ok: true, value };
    },
  };
}

function questionOf(clientId: string, parameters: Parameters, { resources }: Targets): string {
  const kept = [...parameters].filter(([name]) => !NOT_KEPT.has(name) && name !== 'client_id' && name !== 'resource');
  return writeForm([['client_id', clientId], ...kept, ...resources.map((uri) => ['resource', uri] as const)]);
}
