/** What a caller without a token that counts is told (RFC 6750 section 3, RFC 9449 section 7.1): in `WWW-Authenticate`, and for people in the body. */
import type { KeyProofFault, Refusal } from '../../core/refusal.ts';
import type { HttpReply } from '../../http/exchange.ts';
import { answerJson, answerRefusal, withoutKeeping } from './answer.ts';

export type Scheme = 'Bearer' | 'DPoP';

interface Denial {
  readonly status: 400 | 401 | 403;
  readonly error: string;
  readonly description: string;
  /** What would have been enough. */
  readonly scope?: string;
}

const INVALID: Denial = { status: 401, error: 'invalid_token', description: 'The access token does not count here.' };

const KEY_PROOF_FAULTS: Readonly<Record<KeyProofFault, Denial>> = {
  missing: { status: 401, error: 'invalid_token', description: 'The access token is bound to a key.' },
  improper: {
    status: 401,
    error: 'invalid_dpop_proof',
    description: 'The DPoP proof is not one for this request and token.',
  },
  used: { status: 401, error: 'invalid_dpop_proof', description: 'The DPoP proof was used before.' },
  'other-key': { status: 401, error: 'invalid_token', description: 'The access token is not bound to this key.' },
};

export interface Challenger {
  /** Nobody presented anything: what could be is told, and no error (RFC 6750 section 3.1). */
  readonly ask: (reply: HttpReply) => HttpReply;
  readonly deny: (reply: HttpReply, refusal: Refusal, scheme: Scheme, scope: string) => HttpReply;
}

/** @param algorithms of the proofs that are taken */
export function createChallenger(algorithms: readonly string[]): Challenger {
  const bearer = 'Bearer realm="oauth2"';
  const dpop = `DPoP realm="oauth2", algs="${algorithms.join(' ')}"`;
  return {
    ask: (reply) => withoutKeeping(reply.code(401)).header('www-authenticate', `${bearer}, ${dpop}`).send(),
    deny: (reply, refusal, scheme, scope) => {
      // "Later" is no verdict on the token.
      if ('retryAfterSeconds' in refusal || refusal.code === 'closed-for-maintenance')
        return answerRefusal(reply, refusal);
      const { status, error, description, ...more } = denialOf(refusal, scope);
      const words = Object.entries({ error, error_description: description, ...more });
      const told = words.map(([name, text]) => `${name}="${text}"`).join(', ');
      const challenge = `${scheme === 'DPoP' ? dpop : bearer}, ${told}`;
      return answerJson(reply.header('www-authenticate', challenge), status, {
        error,
        error_description: description,
      });
    },
  };
}

function denialOf(refusal: Refusal, scope: string): Denial {
  switch (refusal.code) {
    case 'request-malformed':
      return {
        status: 400,
        error: 'invalid_request',
        description: 'The access token is presented in two ways at once.',
      };
    case 'scope-rejected':
      return { status: 403, error: 'insufficient_scope', description: 'The access token has not the scope.', scope };
    case 'key-proof-rejected':
      return KEY_PROOF_FAULTS[refusal.why];
    default:
      return INVALID;
  }
}
