import type { Refusal } from '../../core/refusal.ts';
import { quoted } from '../../formats/xml-value.ts';
import { missingAmong, type Reading, type Spelling } from './reading.ts';

/** What a client may say when it asks for tokens, by either face of the service. Undefined when left out or empty. */
export interface AcquisitionWords {
  readonly clientIdentifier: string | undefined;
  readonly clientSecret: string | undefined;
  readonly code: string | undefined;
  readonly codeVerifier: string | undefined;
  readonly grantType: string | undefined;
  readonly redirectUri: string | undefined;
  readonly refreshToken: string | undefined;
}

interface Proof {
  readonly id: string;
  readonly secret: string;
}

/** A request for tokens that has all that it needs. */
export type Acquisition =
  | {
      readonly grant: 'code';
      readonly client: Proof;
      readonly code: string;
      readonly verifier: string | undefined;
      readonly redirectUri: string;
    }
  | { readonly grant: 'refresh_token'; readonly client: Proof; readonly refreshToken: string };

type Word = keyof AcquisitionWords;

const REQUIRED: Readonly<Record<Acquisition['grant'] | 'unsaid', readonly Word[]>> = {
  code: ['clientIdentifier', 'clientSecret', 'code', 'grantType', 'redirectUri'],
  refresh_token: ['clientIdentifier', 'clientSecret', 'grantType', 'refreshToken'],
  unsaid: ['clientIdentifier', 'clientSecret', 'grantType'],
};

/**
 * Reads a request for tokens (seed page PwsAcquireOauth2Token, request elements). An unknown grant type is told first, because what else
 * is required depends on it. A code verifier goes with a code only; a code or redirect beside a refresh token is passed over, and so is a
 * refresh token beside a code.
 */
export function readAcquisition(words: AcquisitionWords, spelling: Spelling<Word>): Reading<Acquisition> {
  const { clientIdentifier, clientSecret, code, codeVerifier, grantType, redirectUri, refreshToken } = words;
  if (grantType !== undefined && grantType !== 'code' && grantType !== 'refresh_token') {
    return { ok: false, refusal: { code: 'grant-type-unsupported', asked: quoted(grantType) } };
  }
  const missing = missingAmong(REQUIRED[grantType ?? 'unsaid'], words, spelling);
  const improper = grantType === 'refresh_token' && codeVerifier !== undefined ? [spelling.codeVerifier] : [];
  const malformed: Refusal = { code: 'request-malformed', missing, improper };
  if (improper.length > 0 || clientIdentifier === undefined || clientSecret === undefined) {
    return { ok: false, refusal: malformed };
  }
  const client = { id: clientIdentifier, secret: clientSecret };
  if (grantType === 'refresh_token' && refreshToken !== undefined) {
    return { ok: true, value: { grant: grantType, client, refreshToken } };
  }
  if (grantType === 'code' && code !== undefined && redirectUri !== undefined) {
    return { ok: true, value: { grant: grantType, client, code, verifier: codeVerifier, redirectUri } };
  }
  return { ok: false, refusal: malformed };
}
