/**
 * The OAuth 1 steps (RFC 5849) by which a client application gets a person's pair for OAuthLogon: it begins an exchange, sends the person's browser to the login
 * page, and exchanges what the browser brings back.
 *
 * The pages ask the person, and the core keeps what was asked and given; here is how requests are signed, the addresses, and the words.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VERIFIER } from '../../../core/model/secret-form.ts';
import { answeredAddress } from '../../../formats/answered-address.ts';
import { fieldOf, readQuery } from '../../../formats/form.ts';
import { sendBack } from '../../../http/send-back.ts';
import { takeBodies } from '../../../http/take-bodies.ts';
import { callerOf, type Site } from '../../dialect.ts';
import { absent, type Problem, problem, problemOf, sendForm, sendProblem } from './problem.ts';
import { readSigned } from './read-signed.ts';

/** In place of an address, for a client that no browser can be sent back to (RFC 5849 section 2.1). */
const OUT_OF_BAND = 'oob';

/** How long the client has to exchange the verifier once it has it. */
const VERIFIER_SECONDS = 600;

/** @param path what the steps' paths begin with */
export function serveOauth1(app: FastifyInstance, site: Site, path: string): void {
  app.register(async (scope) => {
    takeBodies(scope);
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      // Fastify's own errors are about the request; whatever else is ours, and the cause stays in the log.
      const { statusCode = 500 } = error;
      if (statusCode < 500) return sendProblem(reply, problem(statusCode, 'parameter_rejected'));
      request.log.error({ err: error }, 'an OAuth 1 step failed');
      return isStep(request) ? sendProblem(reply, problem(500, 'unavailable')) : site.pages.showFault(reply);
    });
    const both = ['GET', 'POST'] as const;
    scope.route({ method: [...both], url: `${path}/initiate.aspx`, handler: (q, r) => initiate(site, q, r) });
    scope.route({ method: [...both], url: `${path}/finalize.aspx`, handler: (q, r) => finalize(site, q, r) });
    for (const page of ['login', 'authenticate']) {
      scope.get(`${path}/${page}.aspx`, (q, r) => askPerson(site, `${path}/answer.aspx`, q, r));
    }
    scope.get(`${path}/answer.aspx`, (q, r) => tellClient(site, q, r));
  });
}

/** Whether a client asks, and not a person's browser. */
function isStep({ routeOptions }: FastifyRequest): boolean {
  return /(initiate|finalize)\.aspx$/.test(routeOptions.url ?? '');
}

/** Step 1: the client gets the pair that begins the exchange. */
async function initiate(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const caller = callerOf('twinfield', site, request);
  const read = readSigned(site, request);
  if (read.kind === 'problem') return refuse(site, request, reply, 'request-delegation', read);
  const callback = read.parameters.get('oauth_callback');
  if (callback === undefined) {
    return refuse(site, request, reply, 'request-delegation', { problem: absent(['oauth_callback']) });
  }
  const redirects = [callback.value, callback.raw];
  const begun = await site.core.requestDelegation({ caller, message: read.message, redirects });
  if (!begun.ok) return sendProblem(reply, problemOf(begun.refusal));
  return sendForm(reply, [
    ['oauth_token', begun.value.id],
    ['oauth_token_secret', begun.value.secret],
    ['oauth_callback_confirmed', 'true'],
  ]);
}

/** Step 2: the person's browser comes, and the pages take over. */
async function askPerson(
  site: Site,
  resumePath: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = callerOf('twinfield', site, request);
  const query = readQuery(request.raw.url ?? '');
  const token = (query.ok ? fieldOf(query.form, 'oauth_token') : undefined) ?? '';
  const found = await site.core.findDelegationRequest({ caller, id: token });
  if (!found.ok) return site.pages.showRefusal(reply, found.refusal);
  const begun = await site.core.beginAuthorization({
    caller,
    visitor: site.pages.visitorOf(request),
    ...found.value,
    gives: 'delegation',
    resumePath,
    reference: token,
  });
  return begun.ok ? site.pages.takeOver(request, reply, begun.value) : site.pages.showRefusal(reply, begun.refusal);
}

/** The person has answered: the browser takes the verifier to the client, or the person does. */
async function tellClient(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const code = { form: VERIFIER, lifetimeSeconds: VERIFIER_SECONDS };
  const completion = { caller: callerOf('twinfield', site, request), code };
  return site.pages.takeBack(request, reply, completion, ({ request: asked, answer }) => {
    if (asked.redirectUri === OUT_OF_BAND) {
      return answer.given === 'code'
        ? site.pages.showCode(reply, answer.code)
        : site.pages.showRefusal(reply, answer.refusal);
    }
    const told: readonly [string, string] =
      answer.given === 'code'
        ? ['oauth_verifier', answer.code]
        : ['oauth_problem', answer.refusal.code === 'consent-denied' ? 'user_refused' : problemOf(answer.refusal).word];
    return sendBack(reply, 302, answeredAddress(asked.redirectUri, [['oauth_token', asked.reference ?? ''], told]));
  });
}

/** Step 3: the client gets the pair that lasts. */
async function finalize(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const caller = callerOf('twinfield', site, request);
  const read = readSigned(site, request);
  if (read.kind === 'problem') return refuse(site, request, reply, 'redeem-delegation', read);
  const token = read.parameters.get('oauth_token')?.value;
  const verifier = read.parameters.get('oauth_verifier')?.value;
  if (token === undefined || verifier === undefined) {
    const missing = ['oauth_token', 'oauth_verifier'].filter((name) => !read.parameters.has(name));
    return refuse(site, request, reply, 'redeem-delegation', { problem: absent(missing) });
  }
  const given = await site.core.redeemDelegation({ caller, message: read.message, requestId: token, verifier });
  if (!given.ok) return sendProblem(reply, problemOf(given.refusal));
  return sendForm(reply, [
    ['oauth_token', given.value.id],
    ['oauth_token_secret', given.value.secret],
  ]);
}

/** What couldn't be read is noted and told; nothing is stored. */
function refuse(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  operation: string,
  { problem: said }: { readonly problem: Problem },
): FastifyReply {
  const caller = callerOf('twinfield', site, request);
  site.core.refuse(operation, caller, { code: 'request-malformed', missing: [], improper: [said.word] });
  return sendProblem(reply, said);
}
