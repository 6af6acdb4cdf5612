import { LONG_TOKEN, REFRESH_TOKEN, type SecretForm } from '../../core/model/secret-form.ts';
import { quoted } from '../../formats/xml-value.ts';
import { missingAmong, type Reading, type Spelling } from './reading.ts';

/** What a client may say when it revokes a refresh token, by either face of the service. Undefined when left out or empty. */
export interface RevocationWords {
  readonly clientIdentifier: string | undefined;
  readonly clientSecret: string | undefined;
  readonly token: string | undefined;
  readonly tokenType: string | undefined;
}

/** A request to revoke that has all that it needs. */
export interface Revocation {
  readonly client: { readonly id: string; readonly secret: string };
  readonly token: string;
}

type Word = keyof RevocationWords;

const REQUIRED: readonly Word[] = ['clientIdentifier', 'clientSecret', 'token'];

/**
 * Reads a request to revoke (seed page PwsRevokeOauth2RefreshToken). The token type is `refresh_token` when it isn't given, and nothing
 * else is taken. A text that no refresh token of this server can be is improper; whether one of the right form was ever issued is not asked
 * here.
 */
export function readRevocation(words: RevocationWords, spelling: Spelling<Word>): Reading<Revocation> {
  const { clientIdentifier, clientSecret, token, tokenType } = words;
  if (tokenType !== undefined && tokenType !== 'refresh_token') {
    return { ok: false, refusal: { code: 'token-type-unsupported', asked: quoted(tokenType) } };
  }
  const missing = missingAmong(REQUIRED, words, spelling);
  const improper = token === undefined || isRefreshTokenText(token) ? [] : [spelling.token];
  if (improper.length > 0 || clientIdentifier === undefined || clientSecret === undefined || token === undefined) {
    return { ok: false, refusal: { code: 'request-malformed', missing, improper } };
  }
  return { ok: true, value: { client: { id: clientIdentifier, secret: clientSecret }, token } };
}

/** A client's refresh token may have been issued by another dialect of the server, in that one's form. */
const REFRESH_FORMS: readonly SecretForm[] = [LONG_TOKEN, REFRESH_TOKEN];
const URL_SAFE = /^[A-Za-z0-9_-]+$/;

function isRefreshTokenText(text: string): boolean {
  return (
    REFRESH_FORMS.some((form) => text.length === form.length && text.startsWith(form.prefix)) && URL_SAFE.test(text)
  );
}
