import {
  type Answer,
  type Call,
  type Failure,
  type FieldError,
  failed,
  failureFragment,
  forgetCookie,
  localAddress,
  NO_ERROR,
  type Performers,
  type SetCookie,
  thrownInside,
} from '../../platforms/servicestack/index.ts';
import { callerOf, type Site } from '../dialect.ts';
import { type Account, useSession, useToken } from './caller-identity.ts';
import type { DigiofficeContract } from './contract.ts';
import { type PresentedPassword, presentedPassword, presentedSession, presentedToken } from './credentials.ts';
import { openSession } from './open-session.ts';
import { loginCookies, PERMANENT_ID, SESSION_ID, TOKEN, tokenCookie, USER_ID, userCookie } from './session-cookies.ts';
import type { DigiofficeSettings } from './settings.ts';
import { tokensOf } from './token-claims.ts';
import { SIGN_IN_FAILURES, sayRefusal } from './vocabulary.ts';

type Performer = Performers<DigiofficeContract>['Authenticate'];
type Authenticate = Parameters<Performer>[1];
type Authenticated = Awaited<ReturnType<Performer>>;

const NOT_AUTHENTICATED = thrownInside(401, 'Unauthorized', 'Not Authenticated');

const GET_REFUSED = thrownInside(405, 'NotSupportedException', 'GET Authenticate requests are not allowed');

/**
 * Authenticate in its uses: who am I, login with credentials or as Basic, logout, and the provider that there isn't (reference,
 * servicestack-webapi section 8). A browser that asked for HTML goes on to where it wanted, if that is on this site.
 */
export function authenticate(site: Site, settings: DigiofficeSettings): Performer {
  const login = loginOf(site, settings);
  return async (call, request) => {
    const provider = (request.provider ?? '').toLowerCase();
    const seeOther = localAddress(site.url, request.Continue ?? call.field('continue') ?? call.field('returnurl'));
    if (call.verb === 'DELETE') return { ...(await logout(site, call, [])), seeOther };
    if (provider === 'logout') {
      const cookies = [SESSION_ID, PERMANENT_ID, USER_ID, TOKEN].map(forgetCookie);
      return { ...(await logout(site, call, cookies)), seeOther };
    }
    const given = { name: request.UserName ?? '', password: request.Password ?? '' };
    const basic = given.name === '' && (provider === '' || provider === 'basic') ? presentedPassword(call) : undefined;
    if (provider === '' && given.name === '' && basic === undefined) return whoAmI(site, settings, call);
    if (!PROVIDERS.has(provider)) {
      return thrownInside(404, 'NotFound', `No configuration was added for OAuth provider '${request.provider}'`);
    }
    if (call.verb === 'GET' && basic === undefined && !settings.allowGetLogin) return GET_REFUSED;
    const answer = await login(call, basic ?? given, request);
    return answer.kind === 'done' ? { ...answer, seeOther } : sentBack(site, call, answer);
  };
}

/** `login` is another name of the first. */
const PROVIDERS: ReadonlySet<string> = new Set(['', 'credentials', 'login', 'basic']);

/** A browser whose login failed goes back to the page with the form, which finds the message behind its `#`. */
function sentBack(site: Site, { request }: Call, failure: Failure): Failure {
  if (failure.kind !== 'failed' || !SIGN_IN_FAILURES.includes(failure.error.message)) return failure;
  const from = localAddress(site.url, request.headers.referer);
  if (from === undefined) return failure;
  return { ...failure, seeOther: `${from.split('#', 1)[0]}#${failureFragment(failure.error.message)}` };
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
  if (token.kind === 'person') return { kind: 'done', value: about(token.person.account, null) };
  const cookies = token.kind === 'nobody' ? token.cookies : token.failure.cookies;
  const session = await useSession(site, call);
  if (session.kind === 'failure') return session.failure;
  const answer: Authenticated =
    session.kind === 'nobody'
      ? NOT_AUTHENTICATED
      : { kind: 'done', value: about(session.person.account, session.person.text) };
  return cookies === undefined ? answer : { ...answer, cookies };
}

/** What an answer tells of a person. */
function about({ id, name, displayName, role }: Account, sessionId: string | null) {
  return {
    UserId: String(id),
    SessionId: sessionId,
    UserName: name,
    DisplayName: displayName,
    Roles: [role],
    Permissions: [],
    ResponseStatus: NO_ERROR,
  };
}

function loginOf(site: Site, settings: DigiofficeSettings) {
  const tokens = tokensOf(settings, site.name);
  return async (
    call: Call,
    who: PresentedPassword,
    { RememberMe, UseTokenCookie }: Authenticate,
  ): Promise<Authenticated> => {
    if (who.name === '' || who.password === '') {
      const missing = [who.name === '' ? ['UserName'] : [], who.password === '' ? ['Password'] : []].flat();
      const caller = callerOf('digioffice', site, call.request);
      site.core.refuse('open-session-by-password', caller, { code: 'request-malformed', missing, improper: [] });
      return emptyFields(missing);
    }
    const isRemembered = RememberMe === true;
    const mayCarryToken = call.isSecure || !settings.requireSecureConnection;
    const tokenOnly = UseTokenCookie === true && mayCarryToken;
    const result = await openSession(site, settings, call, {
      who,
      withSecret: !tokenOnly,
      isRemembered,
      access: mayCarryToken ? tokens.access() : undefined,
      refresh: mayCarryToken ? tokens.refresh : undefined,
    });
    if (!result.ok) return sayRefusal(result.refusal, 'password');

    const { account, session, secret, access, refresh } = result.value;
    const cookies: SetCookie[] = [];
    const { isSecure } = call;
    const now = site.now();
    if (secret === undefined) cookies.push(userCookie(account.id, now, isSecure));
    else {
      const opened = { secret, id: session.id, accountId: account.id, isPermanent: isRemembered };
      cookies.push(...loginCookies(opened, now, isSecure));
    }
    if (tokenOnly && access !== undefined) cookies.push(tokenCookie(access.text, access.token.expiresAt, isSecure));
    const value = {
      ...about(account, secret ?? null),
      // As it was typed.
      UserName: who.name,
      BearerToken: access?.text ?? null,
      RefreshToken: refresh?.text ?? null,
    };
    return { kind: 'done', value, cookies } satisfies Answer<object>;
  };
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
