/**
 * `/oauth2/logout` (OpenID Connect RP-Initiated Logout 1.0): a client sends a person's browser to be logged out, and has it sent back.
 *
 * With an ID token of this server it is done at once. Without one the person is asked, on a page that sends nobody anywhere: else any site could log people
 * out, and make this address a way to any other.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLogoutAddressOf } from '../../core/model/redirect-uri.ts';
import type { StatedLogon } from '../../core/operations/log-out.ts';
import { answeredAddress } from '../../formats/answered-address.ts';
import { readQuery } from '../../formats/form.ts';
import { sendBack } from '../../http/send-back.ts';
import { callerOf, type Site } from '../dialect.ts';
import { readConnectionName } from './id-token.ts';
import { serveOtherMethods } from './other-methods.ts';
import { improper, readPairs, readParameters } from './parameters.ts';

/** Numbers of people are small integers. */
const SUBJECT = /^\d{1,15}$/;

export function serveLogOut(app: FastifyInstance, site: Site, path: string): void {
  app.route({ method: ['GET', 'POST'], url: path, handler: (request, reply) => logOut(request, reply, site) });
  serveOtherMethods(app, path, ['GET', 'POST']);
}

async function logOut(request: FastifyRequest, reply: FastifyReply, site: Site): Promise<FastifyReply> {
  const { core, pages } = site;
  const caller = callerOf('oauth', site, request);
  const reading = readAsked(request);
  if (!reading.ok) return pages.showRefusal(reply, core.refuse('log-out', caller, reading.refusal).refusal);
  const { parameters } = reading;
  const statement = parameters.get('id_token_hint');
  if (statement === undefined) return pages.askToSignOut(reply);
  const visitor = pages.visitorOf(request);
  const named = parameters.get('client_id');
  const read = (claims: Readonly<Record<string, unknown>>) => readLogon(site.url, claims, named);
  const done = await core.logOut({ caller, visitor, statement, read });
  if (!done.ok) return pages.showRefusal(reply, done.refusal);
  const { client } = done.value;
  const back = parameters.get('post_logout_redirect_uri');
  pages.forgetSession(reply);
  // One that isn't registered is no reason to stay logged in, and none to go there.
  if (back === undefined || !isLogoutAddressOf(client, back)) return pages.askToSignOut(reply);
  return sendBack(reply, 303, answeredAddress(back, [['state', parameters.get('state')]]));
}

function readAsked(request: FastifyRequest) {
  if (request.method === 'POST') return readParameters(request);
  const reading = readQuery(request.raw.url ?? '');
  return reading.ok ? { ok: true as const, ...readPairs(reading.form) } : improper('the query');
}

/**
 * Only ID tokens are meant: an access token that is signed names a client too, and isn't made out to it.
 * @param named the client that the request names besides, which must be the ID token's own
 */
function readLogon(
  issuer: string,
  claims: Readonly<Record<string, unknown>>,
  named: string | undefined,
): StatedLogon | undefined {
  const { iss, sub, aud, sid, at_hash: atHash } = claims;
  if (iss !== issuer || typeof sub !== 'string' || !SUBJECT.test(sub)) return undefined;
  if (typeof aud !== 'string' || (named !== undefined && named !== aud) || typeof atHash !== 'string') return undefined;
  return { accountId: Number(sub), clientId: aud, familyId: readConnectionName(sid) };
}
