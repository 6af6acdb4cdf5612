import { ACCESS_TOKEN } from '../../core/model/secret-form.ts';
import { type Refusal, say } from '../../core/refusal.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import type { TokenAnswer } from '../../platforms/webapi/token-endpoint.ts';
import type { TokenFault, TokenFields, TokenReading } from '../../platforms/webapi/token-fields.ts';
import { callerOf, type Site } from '../dialect.ts';
import { LONGEST_CLIENT_KEY, type YindoContract } from './contract.ts';
import { sessionKeyOf } from './session-key.ts';
import type { YindoSettings } from './settings.ts';
import { vocabulary } from './vocabulary.ts';

type Request = YindoContract['operations']['token']['request'];
type Answer = TokenAnswer<YindoContract['operations']['token']['response']>;

/** What a readable request asks for. */
interface Logon {
  readonly userName: string;
  readonly password: string;
  /** Undefined when none was sent, or an empty one. */
  readonly clientKey: string | undefined;
}

type LogonReading = { readonly ok: true; readonly logon: Logon } | { readonly ok: false; readonly refusal: Refusal };

/** A password door older than OAuth 2, without a way to say which step is still owed. */
const DOOR = { legacy: true, needsCompany: false, fenced: true, carriesSteps: false };

const FAULTS: Readonly<Record<TokenFault, string>> = {
  'not-utf-8': 'request body is not UTF-8',
  'broken-escape': 'request body has a broken escape',
  'too-many-fields': 'request body has too many fields',
  'not-text': 'request body is not text in its encoding',
  'not-json': 'request body could not be read as a JSON object',
  'not-xml': 'request body could not be read as XML',
  'not-the-record': 'request body is not an OAuthRequest',
  'too-large': 'request body is too large',
  broken: 'request is invalid',
};

/** Answers `POST token`: a session for a person and their device, and the token that opens it. */
export function tokenAnswers(site: Site, settings: YindoSettings) {
  return async (reading: TokenReading<Request>, request: HttpRequest): Promise<Answer> => {
    const caller = callerOf('yindo', site, request);
    const asked = readLogon(reading, settings.formOnly);
    if (!asked.ok) return refused(site.core.refuse('open-session-by-password', caller, asked.refusal).refusal);
    const { userName, password, clientKey } = asked.logon;
    const { accessLifetimeSeconds: lifetimeSeconds, formOnly } = settings;
    const opened = await site.core.openSessionByPassword({
      caller,
      person: { name: userName },
      password,
      door: DOOR,
      terms: {
        form: undefined,
        idleSeconds: undefined,
        lifetimeSeconds,
        deviceKey: clientKey,
        site: undefined,
        // A device has one session of a person: the next one with its key takes its place.
        slot: clientKey === undefined ? undefined : `yindo:${clientKey}`,
        access: { form: ACCESS_TOKEN, lifetimeSeconds },
      },
    });
    if (!opened.ok) return refused(opened.refusal);
    const { account, session, access } = opened.value;
    if (access === undefined) throw new Error('A session without owed steps was opened without its token');
    const { issuedAt, expiresAt } = access.token;
    return {
      ok: true,
      value: {
        access_token: access.text,
        token_type: 'bearer',
        // The framework keeps the end in whole seconds and counts from a now with a fraction, so it always tells one second less.
        expires_in: Math.floor((expiresAt - issuedAt) / 1000) - (formOnly ? 1 : 0),
        userName: account.name,
        userID: String(account.id),
        sessionKey: sessionKeyOf(session.id),
        clientKey: clientKey ?? null,
      },
      ticket: settings.ticketDates ? { issuedAt, expiresAt } : undefined,
    };
  };
}

function refused(refusal: Refusal): Answer {
  return { ok: false, error: say(vocabulary, refusal, undefined) };
}

/**
 * The grant type is looked at first, as the framework does, so that what isn't a form at all is an unsupported grant.
 * @param isCheckedLater the framework hands a name and a password on as they are, absent ones too, and its template finds them wrong
 */
function readLogon(reading: TokenReading<Request>, isCheckedLater: boolean): LogonReading {
  if (!reading.ok) return malformed([], [FAULTS[reading.fault]]);
  const { grant_type: grantType, clientKey } = reading.fields satisfies TokenFields<Request>;
  if (grantType !== 'password') {
    return { ok: false, refusal: { code: 'grant-type-unsupported', asked: grantType ?? '' } };
  }
  const { userName = '', password = '' } = reading.fields;
  // Web API's "Required" takes an empty text for an absent one.
  const missing = [...(userName === '' ? ['userName'] : []), ...(password === '' ? ['password'] : [])];
  if (missing.length > 0 && !isCheckedLater) return malformed(missing, []);
  const improper = [
    ...(isPlain(userName) || isCheckedLater ? [] : ['userName field is invalid']),
    ...(clientKey === undefined || (isPlain(clientKey) && clientKey.length <= LONGEST_CLIENT_KEY)
      ? []
      : ['clientKey field is invalid']),
  ];
  if (improper.length > 0) return malformed([], improper);
  return { ok: true, logon: { userName, password, clientKey: clientKey === '' ? undefined : clientKey } };
}

function malformed(missing: readonly string[], improper: readonly string[]): LogonReading {
  return { ok: false, refusal: { code: 'request-malformed', missing, improper } };
}

/** No control characters: no name has them, and they would travel into logs and lists. */
function isPlain(text: string): boolean {
  return !/[\u0000-\u001f\u007f]/.test(text);
}
