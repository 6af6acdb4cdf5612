import type { Account } from '../../core/model/account.ts';
import type { Caller } from '../../core/model/audit-entry.ts';
import { TICKET } from '../../core/model/secret-form.ts';
import type { OpenedSession } from '../../core/operations/steps/open-session.ts';
import type { Refused, Result } from '../../core/refusal.ts';
import type { ValueOf, Writable } from '../../formats/shape.ts';
import type { Site } from '../dialect.ts';
import type { projectorContract } from './contract.ts';
import { said } from './reading.ts';
import type { ProjectorSettings } from './settings.ts';
import type { Exchange } from './soap-answer.ts';

type Operation = (typeof projectorContract)['operations']['PwsAuthenticate'];

/** A password door older than OAuth 2. Its answer has no place for a step that is still owed. */
const DOOR = { legacy: true, needsCompany: false, fenced: true, carriesSteps: false };

/** Who came in, and the ticket for it. */
type AuthenticatedUser = Pick<OpenedSession, 'account' | 'access'>;

/** The longest of each that the vendor's service takes, in characters; nobody has a longer one. */
const LONGEST_ACCOUNT_CODE = 30;
const LONGEST_USER_NAME = 100;

/**
 * Opens a session for a user with AccountCode, UserName and Password, at the user's home. It is reached by its ticket alone, which is the same kind as
 * the access token of a connection.
 *
 * AccountCode may be left out, as on the vendor's older service; then the name must be one person's only. What is missing or too long can be nobody's
 * credentials. CultureName, UtcOffsetMinutes and Fingerprint change nothing here.
 *
 * A CrossoverTicket in the place of name and password is a credential of any dialect: whoever holds a person's session or access token crosses over
 * with it, to a ticket that ends with the logon that it comes from.
 */
export async function authenticate(
  { site, settings, caller }: Exchange,
  request: ValueOf<Operation['request']> | null,
): Promise<Result<AuthenticatedUser>> {
  const organisationCode = said(request?.AccountCode);
  const name = said(request?.UserName);
  const password = said(request?.Password);
  const crossover = said(request?.CrossoverTicket);
  if (crossover !== undefined && name === undefined && password === undefined)
    return crossOver(settings, caller, site, crossover);
  const isTooLong = (organisationCode?.length ?? 0) > LONGEST_ACCOUNT_CODE || (name?.length ?? 0) > LONGEST_USER_NAME;
  if (name === undefined || password === undefined || isTooLong) return refuseUnread({ site, caller });
  const lifetimeSeconds = settings.ticketLifetimeSeconds;
  return site.core.openSessionByPassword({
    caller,
    person: { name, organisationCode },
    password,
    door: DOOR,
    terms: {
      form: undefined,
      idleSeconds: undefined,
      lifetimeSeconds,
      deviceKey: undefined,
      site: undefined,
      access: { form: TICKET, lifetimeSeconds },
    },
    atHomeOnly: true,
  });
}

function crossOver(
  { ticketLifetimeSeconds: lifetimeSeconds }: ProjectorSettings,
  caller: Caller,
  site: Site,
  text: string,
): Promise<Result<AuthenticatedUser>> {
  return site.core.deriveToken({
    caller,
    text,
    accepts: ['session', 'access'],
    atItsSiteOnly: false,
    atHomeOnly: true,
    access: { form: TICKET, lifetimeSeconds },
  });
}

function refuseUnread({ site, caller }: Pick<Exchange, 'site' | 'caller'>): Refused {
  return site.core.refuse('open-session-by-password', caller, { code: 'credentials-rejected' });
}

/** What the response says of a session that was opened. The core knows one name of a person, which is the one to display. */
export function sessionMembers({ account, access }: AuthenticatedUser): Writable<Operation['response']> {
  const { organisation } = account;
  const accountRef = { AccountCode: organisation.code, AccountId: organisation.id, AccountUid: organisation.id };
  const userRef = userRefOf(account);
  const noNames = { FirstName: null, LastName: null, MiddleName: null };
  return {
    SessionTicket: access?.text ?? null,
    AccountIdentity: accountRef,
    UserIdentity: userRef,
    SuperUserFlag: account.role === 'administrator',
    Account: { ...accountRef, Name: organisation.code },
    User: { ...userRef, EmailAddress: account.email ?? null, ...noNames },
  };
}

function userRefOf({ id, displayName }: Account) {
  return { UserDisplayName: displayName, UserId: id, UserReferenceSystemId: null, UserUid: id };
}
