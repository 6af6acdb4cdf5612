/** What people consented to, which client applications can act for them, and how that ends. */
import type { Connection, Consent } from '../../core/model/connection.ts';
import type { Row, Statement } from '../sql.ts';
import { CLIENT_LIST, CLIENT_WIDTH, clientAt } from './client.ts';
import { idAt, numberAt, textAt } from './columns.ts';

const CONSENT = `select s.account_id, s.client_id, s.scope, s.given_at from consents s
  where s.account_id = $1 and s.client_id = $2`;

export function selectConsent(accountId: number, clientId: string): Statement {
  return { text: CONSENT, params: [accountId, clientId] };
}

/** Reads a row of `selectConsent`. */
export function consentIn(row: Row): Consent {
  return { accountId: numberAt(row, 0), clientId: textAt(row, 1), scope: textAt(row, 2), givenAt: numberAt(row, 3) };
}

const GIVE = `insert into consents (account_id, client_id, scope, given_at) values ($1, $2, $3, $4)
  on conflict (account_id, client_id) do update set scope = excluded.scope`;

/** In the place of an earlier one, whose beginning stays. */
export function giveConsent({ accountId, clientId, scope, givenAt }: Consent): Statement {
  return { text: GIVE, params: [accountId, clientId, scope, givenAt] };
}

// A family is kept a little longer than its last token, so a connection may stand here for a while after nothing of it opens anything any more.
const LIST = `select ${CLIENT_LIST}, x.scope, x.since
  from (
    select y.client_id, max(y.scope) as scope, min(y.since) as since
    from (
      select s.client_id, s.scope, s.given_at as since from consents s where s.account_id = $1
      union all
      select d.client_id, '', d.created_at from delegations d where d.account_id = $1 and d.ended_at is null
      union all
      select f.client_id, '', f.connected_at from families f
        where f.account_id = $1 and f.connected_at is not null and f.revoked_at is null and f.ends_at > $2
    ) y
    group by y.client_id
  ) x
  join clients c on c.id = x.client_id
  order by c.name, c.id`;

export function selectConnections(accountId: number, now: number): Statement {
  return { text: LIST, params: [accountId, now] };
}

/** Reads a row of `selectConnections`. */
export function connectionIn(row: Row): Connection {
  return { client: clientAt(row, 0), scope: textAt(row, CLIENT_WIDTH), since: numberAt(row, CLIENT_WIDTH + 1) };
}

const WITHDRAW = 'delete from consents where account_id = $1 and client_id = $2';

export function withdrawConsent(accountId: number, clientId: string): Statement {
  return { text: WITHDRAW, params: [accountId, clientId] };
}

const END_DELEGATIONS = `update delegations set ended_at = $3
  where account_id = $1 and client_id = $2 and ended_at is null`;

export function endDelegations(accountId: number, clientId: string, at: number): Statement {
  return { text: END_DELEGATIONS, params: [accountId, clientId, at] };
}

const END_CODES = `update codes set spent_at = $3
  where account_id = $1 and client_id = $2 and spent_at is null and expires_at > $3`;

/** Codes that could still be redeemed. They go before the families: a redemption that comes between has either lost or left a family to end. */
export function endCodes(accountId: number, clientId: string, at: number): Statement {
  return { text: END_CODES, params: [accountId, clientId, at] };
}

const END_CONNECTED = `update families set revoked_at = $3, revoked_why = 'asked'
  where account_id = $1 and client_id = $2 and connected_at is not null and revoked_at is null returning id`;

/** Families that a code opened. Gives a row for `endedFamilyIn` of each. */
export function endConnectedFamilies(accountId: number, clientId: string, at: number): Statement {
  return { text: END_CONNECTED, params: [accountId, clientId, at] };
}

// No index leads from a person to the sessions that a client opened with a delegation, and needn't: those stand in the person's slots.
const END_IN_SLOTS = `update families set revoked_at = $3, revoked_why = 'asked'
  where id in (select s.family_id from session_slots s where s.account_id = $1) and client_id = $2 and revoked_at is null
  returning id`;

/** Families that a delegation opened. Gives a row for `endedFamilyIn` of each. */
export function endDelegatedFamilies(accountId: number, clientId: string, at: number): Statement {
  return { text: END_IN_SLOTS, params: [accountId, clientId, at] };
}

export function endedFamilyIn(row: Row): bigint {
  return idAt(row, 0);
}
