/**
 * `/oauth2/userinfo` (OpenID Connect Core 1.0 section 5.3): who the person is, for whoever holds an access token that the person gave with the scope
 * `openid`, in whichever dialect. Presented as RFC 6750 sections 2.1 and 2.2 and RFC 9449 section 7 say; never in the query.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../core/model/account.ts';
import type { Refusal } from '../../core/refusal.ts';
import { callerOf, type Site } from '../dialect.ts';
import { answerJson } from './answer.ts';
import { createChallenger, type Scheme } from './challenge.ts';
import { openToScripts } from './cross-origin.ts';
import { type KeyProof, readKeyProof } from './dpop.ts';
import { hasScope, IDENTITY_SCOPE } from './id-token.ts';
import { serveOtherMethods } from './other-methods.ts';
import { improper, readParameters } from './parameters.ts';
import { subjectOf } from './token-terms.ts';

/** What each scope tells about a person, besides the `sub` of `openid`. */
const CLAIMS: Readonly<Record<string, (account: Account) => Readonly<Record<string, unknown>>>> = {
  profile: ({ displayName, name }) => ({ name: displayName, preferred_username: name }),
  email: ({ email }) => ({ email }),
};

/** As metadata names them. */
export const CLAIM_NAMES = ['sub', 'name', 'preferred_username', 'email'];

interface Presented {
  readonly text: string;
  readonly scheme: Scheme;
  readonly keyProof: KeyProof | undefined;
}

type Presenting =
  | { readonly ok: true; readonly presented: Presented | undefined }
  | { readonly ok: false; readonly refusal: Refusal };

export function serveUserinfo(app: FastifyInstance, site: Site, path: string): void {
  const url = `${site.url}${path}`;
  const audiences = [site.url, url];
  const challenger = createChallenger(site.checkedAlgorithms);
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const caller = callerOf('oauth', site, request);
    openToScripts(request, reply);
    const presenting = readPresented(request, url);
    if (!presenting.ok) {
      const { refusal } = site.core.refuse('use-credential', caller, presenting.refusal);
      return challenger.deny(reply, refusal, 'Bearer', IDENTITY_SCOPE);
    }
    const { presented } = presenting;
    if (presented === undefined) return challenger.ask(reply);
    const { text, scheme, keyProof } = presented;
    const use = { caller, text, accepts: ['access'] as const, atItsSiteOnly: false, audiences };
    const used = await site.core.useCredential(keyProof === undefined ? use : { ...use, keyProof });
    if (!used.ok) return challenger.deny(reply, used.refusal, scheme, IDENTITY_SCOPE);
    const { account, clientId, scope } = used.value;
    if (account === undefined || !hasScope(scope, IDENTITY_SCOPE)) {
      return challenger.deny(reply, { code: 'scope-rejected' }, scheme, IDENTITY_SCOPE);
    }
    return answerJson(reply, 200, { sub: subjectOf(account, clientId), ...claimsOf(account, scope) });
  };
  app.route({ method: ['GET', 'POST'], url: path, handler: answer });
  serveOtherMethods(app, path, ['GET', 'POST'], 'open to scripts');
}

function claimsOf(account: Account, scope: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(CLAIMS).flatMap(([word, claims]) => (hasScope(scope, word) ? Object.entries(claims(account)) : [])),
  );
}

/** A token in the header or in a form, and not in both. */
function readPresented(request: FastifyRequest, url: string): Presenting {
  const { authorization } = request.headers;
  const inForm = request.method === 'POST' && request.headers['content-type'] !== undefined;
  const reading = inForm ? readParameters(request) : undefined;
  if (reading?.ok === false) return reading;
  const posted = reading?.parameters.get('access_token');
  if (authorization === undefined) {
    return {
      ok: true,
      presented: posted === undefined ? undefined : { text: posted, scheme: 'Bearer', keyProof: undefined },
    };
  }
  if (posted !== undefined) return improper('the access token, which is presented twice');
  const [, word = '', text = ''] = /^(bearer|dpop) +([\w.~+/=-]+)$/i.exec(authorization) ?? [];
  // Another scheme is as good as none (RFC 9110 section 11.6.2).
  if (text === '') return { ok: true, presented: undefined };
  if (word.toLowerCase() === 'bearer') return { ok: true, presented: { text, scheme: 'Bearer', keyProof: undefined } };
  const proof = readKeyProof(request, url);
  if (!proof.ok) return proof;
  // A proof that isn't there is one that proves nothing; a token that isn't bound must not pass for one that is.
  const keyProof = proof.keyProof ?? { text: '', method: request.method, url };
  return { ok: true, presented: { text, scheme: 'DPoP', keyProof } };
}
