/**
 * `/oauth2/authorize` (RFC 6749 section 4.1, OpenID Connect Core 1.0 section 3.1.2): a client sends a person's browser with a question. The pages ask the
 * person; afterwards the browser comes back here, and the client is told.
 *
 * Until client and redirect are known to belong together nothing is said to the client: the person sees a page, and no browser is sent to an address
 * that somebody made up (RFC 9700 section 4.11). Nor is one sent to the client's own by itself before somebody has logged in.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../core/model/audit-entry.ts';
import { LONG_CODE } from '../../core/model/secret-form.ts';
import { type Refusal, say } from '../../core/refusal.ts';
import { type Form, type FormPair, readForm, readQuery, repeatedFields } from '../../formats/form.ts';
import { callerOf, type Site } from '../dialect.ts';
import { answerClient, answerUrl } from './authorization-answer.ts';
import { serveOtherMethods } from './other-methods.ts';
import { improper, missing, type Parameters, readPairs, readParameters, type Targets } from './parameters.ts';
import { type ResponseMode, readResponseMode, readWish, type WishReading } from './read-authorization.ts';
import type { OauthSettings } from './settings.ts';
import { vocabulary } from './vocabulary.ts';

/** What stands before the reference to a deposited question (RFC 9126 section 2.2). */
export const DEPOSIT_URN = 'urn:ietf:params:oauth:request_uri:';

/** A question as the browser brought it, or as its client deposited it. */
interface Brought {
  readonly parameters: Parameters;
  readonly targets: Targets;
  /** A parameter that came twice. */
  readonly repeated: string | undefined;
  /** The key that the client proved when it deposited the question. */
  readonly boundTo?: string | undefined;
}

type Bringing = ({ readonly ok: true } & Brought) | { readonly ok: false; readonly refusal: Refusal };

export function serveAuthorize(app: FastifyInstance, site: Site, settings: OauthSettings, path: string): void {
  const resumePath = `${path}/resume`;
  app.route({
    // OpenID Connect Core 1.0 section 3.1.2.1 wants both.
    method: ['GET', 'POST'],
    url: path,
    handler: (request, reply) => begin(request, reply, site, settings, resumePath),
  });
  app.get(resumePath, (request, reply) => resume(request, reply, site, settings));
  serveOtherMethods(app, path, ['GET', 'POST']);
  serveOtherMethods(app, resumePath, ['GET']);
}

async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  settings: OauthSettings,
  resumePath: string,
): Promise<FastifyReply> {
  const { core, pages } = site;
  const caller = callerOf('oauth', site, request);
  const refuse = (refusal: Refusal) => pages.showRefusal(reply, core.refuse('authorize', caller, refusal).refusal);
  const brought = await collect(bring(request), site, caller, settings);
  if (!brought.ok) return refuse(brought.refusal);
  const { parameters, repeated } = brought;
  const clientId = parameters.get('client_id');
  const redirectUri = parameters.get('redirect_uri');
  const isMissing = [...(clientId ? [] : ['client_id']), ...(redirectUri ? [] : ['redirect_uri'])];
  if (clientId === undefined || redirectUri === undefined) return refuse(missing(...isMissing).refusal);
  if (repeated === 'client_id' || repeated === 'redirect_uri') return refuse(improper(`${repeated}, twice`).refusal);
  const recognised = await core.recogniseClient({ caller, clientId, redirectUri });
  if (!recognised.ok) return pages.showRefusal(reply, recognised.refusal);

  const mode = readResponseMode(parameters);
  const address = { redirectUri, mode: mode ?? 'query', state: parameters.get('state'), issuer: site.url } as const;
  const turnBack = async (why: Unasked): Promise<FastifyReply> => {
    const words = wordsOf(why);
    const mayGo = parameters.get('prompt') === 'none' || (await isSomebodyHere(request, site, caller));
    if (mayGo) return answerClient(reply, address, words);
    const { name } = recognised.value.client;
    return pages.showWayBack(reply, { clientName: name, url: answerUrl(address, words) });
  };
  if (repeated !== undefined) return turnBack(improper(`${repeated}, which is repeated`));
  if (mode === undefined) return turnBack(improper('response_mode'));
  const reading = readWish(parameters, brought.targets);
  if (!reading.ok) return turnBack(reading);
  const { wish } = reading;
  const { boundTo = wish.boundTo } = brought;
  if (wish.boundTo !== undefined && wish.boundTo !== boundTo) return turnBack(improper('dpop_jkt'));
  const begun = await core.beginAuthorization({
    ...wish,
    caller,
    visitor: pages.visitorOf(request),
    clientId,
    gives: 'code',
    redirectUri,
    resumePath,
    boundTo,
    reference: mode,
  });
  return begun.ok ? pages.takeOver(request, reply, begun.value) : turnBack(begun);
}

/** A question that can't be put to anybody, and why. */
type Unasked = Exclude<WishReading, { readonly ok: true }>;

/**
 * Whether somebody is logged in in this browser. For nobody is it sent to a client by itself, even a registered one: whoever sent them here may count on
 * their trust in this address (RFC 9700 section 4.11.2). A client that asks for no page at all is told at once.
 */
async function isSomebodyHere(request: FastifyRequest, site: Site, caller: Caller): Promise<boolean> {
  const visitor = site.pages.visitorOf(request);
  const met = await site.core.meetVisitor({ caller, visitor, formToken: undefined });
  return met.ok && met.value.person !== undefined && met.value.person.session.owes === undefined;
}

async function resume(
  request: FastifyRequest,
  reply: FastifyReply,
  site: Site,
  { codeLifetimeSeconds }: OauthSettings,
): Promise<FastifyReply> {
  const code = { form: LONG_CODE, lifetimeSeconds: codeLifetimeSeconds };
  const completion = { caller: callerOf('oauth', site, request), code };
  return site.pages.takeBack(request, reply, completion, ({ request: asked, answer }) => {
    const mode: ResponseMode = asked.reference === 'form_post' ? 'form_post' : 'query';
    const address = { redirectUri: asked.redirectUri, mode, state: asked.state, issuer: site.url };
    const words: readonly FormPair[] =
      answer.given === 'code' ? [['code', answer.code]] : wordsOf({ ok: false, refusal: answer.refusal });
    return answerClient(reply, address, words);
  });
}

/** What the client is told of a no (RFC 6749 section 4.1.2.1). */
function wordsOf(why: Unasked): readonly FormPair[] {
  const { error, description } = 'error' in why ? why : wordOf(why.refusal);
  return [
    ['error', error],
    ['error_description', description],
  ];
}

/** Nothing has been granted yet here, so what the token endpoint calls a bad grant is a bad request. */
function wordOf(refusal: Refusal): { readonly error: string; readonly description: string } {
  if (refusal.code === 'grant-rejected' && refusal.why === 'verifier') {
    return { error: 'invalid_request', description: 'A code_challenge by S256 is needed.' };
  }
  return say(vocabulary, refusal, undefined);
}

function bring(request: FastifyRequest): Bringing {
  if (request.method !== 'GET') {
    const reading = readParameters(request);
    return reading.ok ? { ...reading, repeated: undefined } : reading;
  }
  const reading = readQuery(request.raw.url ?? '');
  if (!reading.ok) return improper('the query');
  return { ok: true, ...readPairs(reading.form), repeated: repeatedIn(reading.form) };
}

function repeatedIn(form: Form): string | undefined {
  return repeatedFields(form).find((name) => name !== 'resource');
}

/**
 * Puts a deposited question in the place of the reference to it. Whatever else the browser brought doesn't count (RFC 9126 section 4), and without
 * `requirePushed` a question needn't have been deposited.
 */
async function collect(brought: Bringing, site: Site, caller: Caller, settings: OauthSettings): Promise<Bringing> {
  if (!brought.ok) return brought;
  const reference = brought.parameters.get('request_uri');
  if (reference === undefined) {
    return settings.requirePushed ? improper('the request, which must be pushed first') : brought;
  }
  const clientId = brought.parameters.get('client_id');
  if (clientId === undefined) return missing('client_id');
  if (brought.repeated !== undefined || !reference.startsWith(DEPOSIT_URN)) return improper('request_uri');
  const collected = await site.core.collectQuestion({
    caller,
    clientId,
    reference: reference.slice(DEPOSIT_URN.length),
  });
  if (!collected.ok) return collected;
  const reading = readForm(Buffer.from(collected.value.question));
  if (!reading.ok) throw new Error('A deposited question can not be read back');
  return { ok: true, ...readPairs(reading.form), repeated: undefined, boundTo: collected.value.boundTo };
}
