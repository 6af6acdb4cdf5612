/**
 * The authorize address of the REST face (reference section C6): a client sends a user's browser to `/oauth2authorize/{account code}`, and it comes back
 * to the client with a code.
 *
 * Any site takes it, whichever is the user's home: the code that comes of it is redeemed at the home alone. Until the client and its redirect are known
 * to belong together, whatever is wrong is told to the user on a page; from then on to the client.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LONG_CODE } from '../../core/model/secret-form.ts';
import { type Refusal, say } from '../../core/refusal.ts';
import { answeredAddress } from '../../formats/answered-address.ts';
import { type Form, fieldsOf, readQuery } from '../../formats/form.ts';
import { sendBack } from '../../http/send-back.ts';
import { callerOf, type Site } from '../dialect.ts';
import { authorizeVocabulary } from './authorize-vocabulary.ts';
import { clientIdOf } from './connection.ts';
import { readAuthorization } from './read-authorization.ts';
import type { ProjectorSettings } from './settings.ts';

/** Where a client wants to be told. */
interface Redirect {
  readonly redirectUri: string;
  readonly state: string | undefined;
}

/** Letters, digits, `-` and `_`, at most 30 (reference section C6). */
const ACCOUNT_CODE = /^[A-Za-z0-9_-]{1,30}$/;

type AccountRequest = FastifyRequest<{ Params: { account: string } }>;

export function serveAuthorize(app: FastifyInstance, site: Site, settings: ProjectorSettings): void {
  const path = `${settings.authorizePath}/:account`;
  app.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'fault at the authorize address');
    return site.pages.showFault(reply);
  });
  app.get(path, (request: AccountRequest, reply) => begin(site, settings, request, reply));
  app.get(`${path}/return`, (request: AccountRequest, reply) => complete(site, settings, request, reply));
  app.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: path,
    onRequest: async (_request, reply) => reply.code(405).header('allow', 'GET').send(),
    handler: async (_request, reply) => reply,
  });
}

async function begin(site: Site, settings: ProjectorSettings, request: AccountRequest, reply: FastifyReply) {
  const caller = callerOf('projector', site, request);
  const refuse = (refusal: Refusal) =>
    site.pages.showRefusal(reply, site.core.refuse('begin-authorization', caller, refusal).refusal);
  const reading = readQuery(request.raw.url ?? '');
  if (!reading.ok) return refuse(malformed([], ['the address']));
  const query = reading.form;
  const { account } = request.params;
  if (!ACCOUNT_CODE.test(account)) return refuse(malformed([], ['the account code']));
  const [clientId, secondClient] = givenOf(query, 'client_id');
  const [redirectUri, secondRedirect] = givenOf(query, 'redirect_uri');
  if (clientId === undefined) return refuse(malformed(['client_id'], []));
  if (secondClient !== undefined || secondRedirect !== undefined) {
    return refuse(malformed([], [secondClient === undefined ? 'redirect_uri' : 'client_id']));
  }
  const recognised = await site.core.recogniseClient({ caller, clientId: clientIdOf(clientId), redirectUri });
  if (!recognised.ok) return site.pages.showRefusal(reply, recognised.refusal);

  const { client, redirectUri: registered } = recognised.value;
  const [state] = givenOf(query, 'state');
  const redirect = { redirectUri: registered, state };
  const asked = readAuthorization(query, client);
  if (!asked.ok) return tell(reply, redirect, site.core.refuse('begin-authorization', caller, asked.refusal).refusal);
  const begun = await site.core.beginAuthorization({
    caller,
    visitor: site.pages.visitorOf(request),
    clientId: client.id,
    gives: 'code',
    redirectUri: registered,
    resumePath: `${settings.authorizePath}/${account}/return`,
    organisationCode: account,
    ...asked.value,
  });
  return begun.ok ? site.pages.takeOver(request, reply, begun.value) : tell(reply, redirect, begun.refusal);
}

async function complete(site: Site, settings: ProjectorSettings, request: FastifyRequest, reply: FastifyReply) {
  const code = { form: LONG_CODE, lifetimeSeconds: settings.codeLifetimeSeconds };
  const completion = { caller: callerOf('projector', site, request), code };
  return site.pages.takeBack(request, reply, completion, ({ request: asked, answer }) =>
    answer.given === 'code' ? sendTo(reply, asked, [['code', answer.code]]) : tell(reply, asked, answer.refusal),
  );
}

/** The values of a parameter that say anything: an empty one counts as missing (RFC 6749 section 3.1). */
function givenOf(query: Form, name: string): readonly string[] {
  return fieldsOf(query, name).filter((value) => value !== '');
}

function malformed(missing: readonly string[], improper: readonly string[]): Refusal {
  return { code: 'request-malformed', missing, improper };
}

/** Tells the client that it gets no code. */
function tell(reply: FastifyReply, redirect: Redirect, refusal: Refusal): FastifyReply {
  const { error, description } = say(authorizeVocabulary, refusal, undefined);
  return sendTo(reply, redirect, [
    ['error', error],
    ['error_description', description],
  ]);
}

/** The redirect is one that the client has registered. */
function sendTo(reply: FastifyReply, { redirectUri, state }: Redirect, answer: Form): FastifyReply {
  return sendBack(reply, 302, answeredAddress(redirectUri, [...answer, ['state', state]]));
}
