import type { FastifyReply, FastifyRequest } from 'fastify';
import { LONG_CODE, REFRESH_TOKEN } from '../../../core/model/secret-form.ts';
import type { CodeRedemption, IssuedTokens } from '../../../core/operations/redeem-code.ts';
import type { TokenFacts, TokenTerms } from '../../../core/operations/steps/mint-token.ts';
import type { Refusal, Result } from '../../../core/refusal.ts';
import { readBasicCredentials } from '../../../formats/basic-credentials.ts';
import { mediaTypeOf } from '../../../formats/content-type.ts';
import { type Form, fieldOf, readForm, repeatedFields } from '../../../formats/form.ts';
import { callerOf, type Site } from '../../dialect.ts';
import { missingOf } from '../given.ts';
import type { TwinfieldSettings } from '../settings.ts';
import { claimsOf, isAmong, issuerOf, OFFLINE } from './claims.ts';
import { wordOf } from './words.ts';

type ClientProof = CodeRedemption['client'];

/** OpenID Connect Core 1.0 section 15.1: the one algorithm that every client can check. */
const ID_TOKEN = { algorithm: 'RS256' } as const;

/** `POST …/connect/token` (section A8): codes and refresh tokens, of a client that proves itself by Basic or in the body. */
export async function token(
  site: Site,
  settings: TwinfieldSettings,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = callerOf('twinfield', site, request);
  const refuse = (refusal: Refusal) => sendWord(reply, site.core.refuse('token', caller, refusal).refusal);
  const asked = readAsked(request);
  if (asked === undefined) return refuse({ code: 'request-malformed', missing: [], improper: ['the body'] });
  const { form, client } = asked;
  if (client === undefined) return refuse({ code: 'client-rejected' });
  const terms = termsOf(site, settings);
  const grantType = fieldOf(form, 'grant_type');
  let issued: Result<IssuedTokens>;
  if (grantType === 'authorization_code') {
    const code = fieldOf(form, 'code');
    const redirectUri = fieldOf(form, 'redirect_uri');
    if (!code || !redirectUri) return refuse(missingOf({ code: code ?? null, redirect_uri: redirectUri ?? null }));
    const verifier = fieldOf(form, 'code_verifier');
    const redemption = { code, codeForm: LONG_CODE, redirectUri, verifier, atHomeOnly: false };
    issued = await site.core.redeemCode({ caller, client, ...terms, ...redemption });
  } else if (grantType === 'refresh_token') {
    const text = fieldOf(form, 'refresh_token');
    if (!text) return refuse(missingOf({ refresh_token: null }));
    const scope = fieldOf(form, 'scope');
    issued = await site.core.refreshTokens({ caller, client, ...terms, token: text, scope, atHomeOnly: false });
  } else if (!grantType) {
    return refuse(missingOf({ grant_type: null }));
  } else {
    return refuse({ code: 'grant-type-unsupported', asked: grantType });
  }
  if (!issued.ok) return sendWord(reply, issued.refusal);
  return sendJson(reply, 200, await answerOf(site, settings, issued.value));
}

/** `POST …/connect/revocation` (RFC 7009): whatever a client presents of its own ends, with the connection that it comes from. */
export async function revocation(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const caller = callerOf('twinfield', site, request);
  const asked = readAsked(request);
  const text = asked === undefined ? undefined : fieldOf(asked.form, 'token');
  if (asked === undefined || !text) {
    return sendWord(reply, site.core.refuse('revoke-credential', caller, missingOf({ token: null })).refusal);
  }
  if (asked.client === undefined) {
    return sendWord(reply, site.core.refuse('revoke-credential', caller, { code: 'client-rejected' }).refusal);
  }
  const revoked = await site.core.revokeCredential({ caller, client: asked.client, text, atHomeOnly: false });
  if (!revoked.ok) return sendWord(reply, revoked.refusal);
  return reply.code(200).header('cache-control', 'no-store').send();
}

export function sendJson(reply: FastifyReply, status: number, body: object): FastifyReply {
  return reply
    .code(status)
    .headers({ 'cache-control': 'no-store, no-cache, max-age=0, private', pragma: 'no-cache' })
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

function sendWord(reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, error, retryAfterSeconds } = wordOf(refusal);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return sendJson(reply, status, { error });
}

function readAsked(
  request: FastifyRequest,
): { readonly form: Form; readonly client: ClientProof | undefined } | undefined {
  if (mediaTypeOf(request.headers['content-type']) !== 'application/x-www-form-urlencoded') return undefined;
  // The parser of this scope gives bytes, and nothing when the request has no body.
  const reading = readForm((request.body as Uint8Array | undefined) ?? new Uint8Array());
  if (!reading.ok || repeatedFields(reading.form).length > 0) return undefined;
  return { form: reading.form, client: readClient(request, reading.form) };
}

/** One way of proving itself and no second one. */
function readClient(request: FastifyRequest, form: Form): ClientProof | undefined {
  const { authorization } = request.headers;
  const id = fieldOf(form, 'client_id');
  const secret = fieldOf(form, 'client_secret');
  if (authorization === undefined) {
    if (id === undefined) return undefined;
    return secret === undefined ? { id, secret } : { id, secret, place: 'body' };
  }
  const basic = readBasicCredentials(authorization);
  if (basic === undefined || secret !== undefined || (id !== undefined && id !== basic.id)) return undefined;
  return { id: basic.id, secret: basic.secret, place: 'header' };
}

function termsOf(
  site: Site,
  settings: TwinfieldSettings,
): { readonly access: TokenTerms; readonly refresh: TokenTerms } {
  const form = { name: 'signed', claims: (facts: TokenFacts) => accessClaims(site, settings, facts) } as const;
  return {
    access: { form, lifetimeSeconds: settings.tokenLifetimeSeconds },
    refresh: { form: REFRESH_TOKEN, lifetimeSeconds: settings.refreshLifetimeSeconds },
  };
}

/** As section A8 tells them; the scope is a list. */
function accessClaims(site: Site, { openidPath }: TwinfieldSettings, facts: TokenFacts) {
  const { account, clientId, scope, jti, issuedAt, expiresAt } = facts;
  const issuer = issuerOf(site, openidPath);
  return {
    iss: issuer,
    aud: `${issuer}/resources`,
    nbf: Math.floor(issuedAt / 1000),
    exp: Math.floor(expiresAt / 1000),
    jti,
    client_id: clientId,
    scope: scope.split(' '),
    sub: account === undefined ? clientId : String(account.id),
    ...(account === undefined ? {} : claimsOf(site, account, scope)),
  };
}

async function answerOf(site: Site, settings: TwinfieldSettings, issued: IssuedTokens) {
  const { access, refresh, expiresInSeconds, scope } = issued;
  return {
    id_token: await idTokenOf(site, settings, issued),
    access_token: access.text,
    expires_in: expiresInSeconds,
    token_type: 'Bearer',
    refresh_token: isAmong(scope, OFFLINE) ? refresh?.text : undefined,
  };
}

/** Undefined where no identity was asked for, and for a refresh, which proves no one anew. */
async function idTokenOf(
  site: Site,
  { openidPath }: TwinfieldSettings,
  issued: IssuedTokens,
): Promise<string | undefined> {
  const { account, client, code, access, scope } = issued;
  if (account === undefined || code === undefined || !isAmong(scope, 'openid')) return undefined;
  const at = Math.floor(access.token.issuedAt / 1000);
  const { authenticatedAt, nonce } = code;
  const claims = {
    iss: issuerOf(site, openidPath),
    aud: client.id,
    exp: Math.floor(access.token.expiresAt / 1000),
    nbf: at,
    iat: at,
    nonce,
    sub: String(account.id),
    auth_time: authenticatedAt === undefined ? undefined : Math.floor(authenticatedAt / 1000),
  };
  return site.sign(claims, ID_TOKEN);
}
