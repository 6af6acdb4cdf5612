import type { FastifyReply, FastifyRequest } from 'fastify';
import { LONG_CODE } from '../../../core/model/secret-form.ts';
import type { Refusal } from '../../../core/refusal.ts';
import { answeredAddress } from '../../../formats/answered-address.ts';
import { type Form, fieldOf, readQuery, repeatedFields } from '../../../formats/form.ts';
import { sendBack } from '../../../http/send-back.ts';
import { callerOf, type Site } from '../../dialect.ts';
import { missingOf } from '../given.ts';
import { wordOf } from './words.ts';

/** How long a client has to redeem its code. */
const CODE_SECONDS = 300;

const PROMPTS = { none: 'none', login: 'log-in', consent: 'consent' } as const;

/**
 * `GET …/connect/authorize` (section A8): a client asks for a code, with a nonce, which this system demands. Until client and redirect are known to belong
 * together the person is told, and no browser sent anywhere.
 */
export async function authorize(
  site: Site,
  resumePath: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { core, pages } = site;
  const caller = callerOf('twinfield', site, request);
  const query = readQuery(request.raw.url ?? '');
  const form = query.ok ? query.form : [];
  const clientId = fieldOf(form, 'client_id');
  const redirectUri = fieldOf(form, 'redirect_uri');
  if (clientId === undefined || redirectUri === undefined || isTwice(form, 'client_id', 'redirect_uri')) {
    const refusal = missingOf({ client_id: clientId ?? null, redirect_uri: redirectUri ?? null });
    return pages.showRefusal(reply, core.refuse('begin-authorization', caller, refusal).refusal);
  }
  const recognised = await core.recogniseClient({ caller, clientId, redirectUri });
  if (!recognised.ok) return pages.showRefusal(reply, recognised.refusal);

  const state = fieldOf(form, 'state');
  const refuse = (error: string) =>
    sendBack(
      reply,
      302,
      answeredAddress(redirectUri, [
        ['error', error],
        ['state', state],
      ]),
    );
  const nonce = fieldOf(form, 'nonce');
  const challenge = fieldOf(form, 'code_challenge');
  const method = fieldOf(form, 'code_challenge_method') ?? 'plain';
  if (fieldOf(form, 'response_type') !== 'code') return refuse('unsupported_response_type');
  if (nonce === undefined || nonce === '' || repeatedFields(form).length > 0) return refuse('invalid_request');
  if (challenge !== undefined && method !== 'S256' && method !== 'plain') return refuse('invalid_request');
  const prompt = fieldOf(form, 'prompt');
  const wanted =
    prompt === undefined || !Object.hasOwn(PROMPTS, prompt) ? [] : [PROMPTS[prompt as keyof typeof PROMPTS]];
  const begun = await core.beginAuthorization({
    caller,
    visitor: pages.visitorOf(request),
    clientId,
    gives: 'code',
    redirectUri,
    resumePath,
    scope: fieldOf(form, 'scope'),
    state,
    nonce,
    challenge:
      challenge === undefined || method === undefined
        ? undefined
        : { text: challenge, method: method === 'S256' ? 'S256' : 'plain' },
    loginName: fieldOf(form, 'login_hint'),
    prompts: wanted,
  });
  return begun.ok ? pages.takeOver(request, reply, begun.value) : refuse(errorOf(begun.refusal));
}

/** The person has answered, and the client is told. */
export async function resume(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const code = { form: LONG_CODE, lifetimeSeconds: CODE_SECONDS };
  const completion = { caller: callerOf('twinfield', site, request), code };
  return site.pages.takeBack(request, reply, completion, ({ request: asked, answer }) => {
    const told: readonly [string, string] =
      answer.given === 'code' ? ['code', answer.code] : ['error', errorOf(answer.refusal)];
    return sendBack(reply, 302, answeredAddress(asked.redirectUri, [told, ['state', asked.state]]));
  });
}

/** Nothing was granted yet, so what the token endpoint calls a bad grant is a bad request here. */
function errorOf(refusal: Refusal): string {
  const { error } = wordOf(refusal);
  return error === 'invalid_grant' ? 'invalid_request' : error;
}

function isTwice(form: Form, ...names: readonly string[]): boolean {
  const repeated = repeatedFields(form);
  return names.some((name) => repeated.includes(name));
}
