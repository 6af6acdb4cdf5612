import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../../core/model/account.ts';
import type { UsedCredential } from '../../../core/operations/use-credential.ts';
import { fieldOf, readQuery } from '../../../formats/form.ts';
import { callerOf, type Site } from '../../dialect.ts';
import { claimsOf, issuerOf } from './claims.ts';
import { sendJson } from './token.ts';

/** A person's access token that counts. */
interface Valid {
  readonly used: UsedCredential;
  readonly account: Account;
  /** Undefined for a token that is the person's own, and so good for everything. */
  readonly scope: string | undefined;
}

/** `GET …/connect/accesstokenvalidation?token=` (section A8): a resource asks what a token says. Times are texts there, and what isn't valid is 400. */
export async function validateToken(
  site: Site,
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const query = readQuery(request.raw.url ?? '');
  const valid = await findValid(site, request, (query.ok ? fieldOf(query.form, 'token') : undefined) ?? '');
  if (valid === undefined) return sendJson(reply, 400, { Message: 'invalid_token' });
  const { used, account, scope } = valid;
  const issuer = issuerOf(site, path);
  const seconds = (at: number) => String(Math.floor(at / 1000));
  return sendJson(reply, 200, {
    aud: `${issuer}/resources`,
    iss: issuer,
    nbf: seconds(used.issuedAt),
    exp: seconds(used.expiresAt),
    client_id: used.clientId,
    scope: scope?.split(' '),
    sub: String(account.id),
    auth_time: seconds(used.openedAt),
    idp: 'idsrv',
    amr: ['password'],
    ...claimsOf(site, account, scope),
  });
}

/** `…/connect/userinfo` (OpenID Connect Core 1.0 section 5.3), with the token as a bearer's. */
export async function userinfo(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const text = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
  const valid = text === undefined ? undefined : await findValid(site, request, text);
  if (valid === undefined) {
    // RFC 6750 section 3.1: whoever brought no token isn't told of an error.
    reply.header('www-authenticate', text === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
    return reply.code(401).header('cache-control', 'no-store').send();
  }
  const { account, scope } = valid;
  return sendJson(reply, 200, { sub: String(account.id), ...claimsOf(site, account, scope) });
}

async function findValid(site: Site, request: FastifyRequest, text: string): Promise<Valid | undefined> {
  const caller = callerOf('twinfield', site, request);
  const used = await site.core.useCredential({ caller, text, accepts: ['access'], atItsSiteOnly: false });
  if (!used.ok) return undefined;
  const { account, clientId, scope } = used.value;
  if (account === undefined) return undefined;
  return { used: used.value, account, scope: clientId === undefined ? undefined : scope };
}
