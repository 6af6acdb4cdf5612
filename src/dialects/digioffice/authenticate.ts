import { COOKIE_SESSION } from '../../core/model/secret-form.ts';
import {
  type Answer,
  type Call,
  type Failure,
  type FieldError,
  failed,
  forgetCookie,
  NO_ERROR,
  type Performers,
  type SetCookie,
  thrownInside,
} from '../../platforms/servicestack/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { type Person, useSession, useToken } from './caller-identity.ts';
import type { contract } from './contract.ts';
import {
  loginCookies,
  PERMANENT_ID,
  presentedSession,
  presentedToken,
  SESSION_ID,
  TOKEN,
  tokenCookie,
  USER_ID,
  userCookie,
} from './session-cookies.ts';
import type { DigiofficeSettings } from './settings.ts';
import { tokenTerms } from './token-claims.ts';
import { sayRefusal } from './vocabulary.ts';

type Performer = Performers<typeof contract>['Authenticate'];
type Authenticate = Parameters<Performer>[1];
type Authenticated = Awaited<ReturnType<Performer>>;

const NOT_AUTHENTICATED = thrownInside(401, 'Unauthorized', 'Not Authenticated');

const GET_REFUSED = thrownInside(405, 'NotSupportedException', 'GET Authenticate requests are not allowed');

/**
 * Authenticate in its four uses: who am I, login with credentials, logout, and the provider that there isn't
 * (reference, servicestack-webapi section 8).
 */
export function authenticate(site: Site, settings: DigiofficeSettings): Performer {
  return async (call, request) => {
    const provider = (request.provider ?? '').toLowerCase();
    if (call.verb === 'DELETE') return logout(site, call, []);
    if (provider === 'logout') return logout(site, call, [SESSION_ID, PERMANENT_ID, USER_ID, TOKEN].map(forgetCookie));
    if (provider === '' && (request.UserName ?? '') === '') return whoAmI(site, settings, call);
    if (provider !== '' && provider !== 'credentials' && provider !== 'login') {
      return thrownInside(404, 'NotFound', `No configuration was added for OAuth provider '${request.provider}'`);
    }
    if (call.verb === 'GET' && !settings.allowGetLogin) return GET_REFUSED;
    return login(site, settings, call, request);
  };
}

/** Never refused: whatever is presented and still counts is ended, with all that descends from the same logon. */
async function logout(site: Site, call: Call, cookies: readonly SetCookie[]): Promise<Authenticated> {
  const caller = callerOf('digioffice', site, call.request);
  const session = presentedSession(call);
  if (session !== undefined) {
    await site.core.endCredential({ caller, text: session, accepts: ['session'], atItsSiteOnly: true });
  }
  const token = presentedToken(call)?.text;
  if (token !== undefined) {
    await site.core.endCredential({ caller, text: token, accepts: ['access'], atItsSiteOnly: false });
  }
  return { kind: 'done', value: { ResponseStatus: NO_ERROR }, cookies };
}

/** A token that counts no more is passed over here. */
async function whoAmI(site: Site, settings: DigiofficeSettings, call: Call): Promise<Authenticated> {
  const token = await useToken(site, settings, call);
  if (token.kind === 'person') return aboutPerson(token.person, undefined);
  const cookies = token.kind === 'nobody' ? token.cookies : token.failure.cookies;
  const session = await useSession(site, call);
  if (session.kind === 'failure') return session.failure;
  const answer = session.kind === 'nobody' ? NOT_AUTHENTICATED : aboutPerson(session.person, session.person.text);
  return cookies === undefined ? answer : { ...answer, cookies };
}

function aboutPerson({ account }: Person, sessionId: string | undefined): Authenticated {
  const { id, name, displayName } = account;
  return {
    kind: 'done',
    value: {
      UserId: String(id),
      SessionId: sessionId ?? null,
      UserName: name,
      DisplayName: displayName,
      ResponseStatus: NO_ERROR,
    },
  };
}

async function login(
  site: Site,
  settings: DigiofficeSettings,
  call: Call,
  { UserName, Password, RememberMe, UseTokenCookie }: Authenticate,
): Promise<Authenticated> {
  const name = UserName ?? '';
  const password = Password ?? '';
  const caller = callerOf('digioffice', site, call.request);
  if (name === '' || password === '') {
    const missing = [name === '' ? ['UserName'] : [], password === '' ? ['Password'] : []].flat();
    site.core.refuse('open-session-by-password', caller, { code: 'request-malformed', missing, improper: [] });
    return emptyFields(missing);
  }

  const isPermanent = RememberMe === true;
  const mayCarryToken = call.isSecure || !settings.requireSecureConnection;
  const tokenOnly = UseTokenCookie === true && mayCarryToken;
  const result = await site.core.openSessionByPassword({
    caller,
    person: { name },
    password,
    door: { legacy: true, needsCompany: false, fenced: true, carriesSteps: false },
    terms: {
      form: tokenOnly ? undefined : COOKIE_SESSION,
      idleSeconds: undefined,
      lifetimeSeconds: isPermanent ? settings.rememberedSessionSeconds : settings.sessionSeconds,
      deviceKey: undefined,
      site: site.name,
      access: mayCarryToken ? tokenTerms(settings) : undefined,
    },
  });
  if (!result.ok) return sayRefusal(result.refusal, 'password');

  const { account, session, secret, access } = result.value;
  const cookies: SetCookie[] = [];
  const { isSecure } = call;
  const now = site.now();
  if (secret === undefined) cookies.push(userCookie(account.id, now, isSecure));
  else cookies.push(...loginCookies({ secret, id: session.id, accountId: account.id, isPermanent }, now, isSecure));
  if (tokenOnly && access !== undefined) cookies.push(tokenCookie(access.text, access.token.expiresAt, isSecure));
  return {
    kind: 'done',
    value: {
      UserId: String(account.id),
      SessionId: secret ?? null,
      // As it was typed.
      UserName: name,
      DisplayName: account.displayName,
      BearerToken: access?.text ?? null,
      ResponseStatus: NO_ERROR,
    },
    cookies,
  } satisfies Answer<object>;
}

/** What the framework's validator calls them. */
const TITLES: Readonly<Record<string, string>> = { UserName: 'User Name', Password: 'Password' };

/** The words of that validator. */
function emptyFields(fields: readonly string[]): Failure {
  const errors = fields.map((field): FieldError => {
    const title = TITLES[field] ?? field;
    return { code: 'NotEmpty', field, message: `'${title}' should not be empty.`, meta: { PropertyName: title } };
  });
  const message = `Validation failed: ${errors.map((error) => `\r\n -- ${error.message}`).join('')}`;
  return failed({ thrown: 'in-service', status: 400, code: 'ValidationException', message, errors });
}
