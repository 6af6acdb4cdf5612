/** The statements that fill a store's tables with made-up rows, one text for both databases but for how each makes up a fingerprint. */

export interface FillSpan {
  /** The first pair's number, and one more than the last's. */
  readonly from: number;
  readonly to: number;
  /** The id of pair 0, and how far the ids of two pairs lie apart. */
  readonly firstId: bigint;
  readonly step: bigint;
  /** When the tokens of pair 0 expire (epoch milliseconds), and how much later those of the next pair do. */
  readonly firstExpiry: number;
  readonly expiryStep: number;
  /** When all of them were issued. */
  readonly issuedAt: number;
}

/** 43 characters that differ for each row, as a fingerprint has. */
export const FINGERPRINTS = {
  sqlite: 'substr(hex(randomblob(22)), 1, 43)',
  postgres: 'substr(md5(random()::text) || md5(random()::text), 1, 43)',
} as const;

const FAMILY = 'account_id, client_id, origin, opened_at, revoked_at, revoked_why, ends_at';
const TOKEN =
  'kind, fingerprint, lookup, family_id, session_id, scope, issued_at, expires_at, spent_at, successor_id, successor_access_id';
const ENTRY = 'at, operation, outcome, dialect, site, address, account_id, client_id, family_id';

/** One pair in four has an access token that can only be found by its fingerprint, as tickets of 24 characters are. */
const TICKETS = 4;

/**
 * Pairs of an access token and a refresh token, each pair in a family of its own with its audit entry, ids and expiries rising. The family has
 * the pair's id, the tokens the next two.
 */
export function pairTexts(span: FillSpan, fingerprint: string): readonly string[] {
  const { from, to, firstId, step, firstExpiry, expiryStep, issuedAt } = span;
  const pairs = `with recursive n(i) as (select cast(${from} as bigint) union all select i + 1 from n where i + 1 < ${to}),
    p(i, id, ends_at) as (select i, cast(${firstId} as bigint) + i * cast(${step} as bigint),
      cast(${firstExpiry} as bigint) + cast(i * ${expiryStep} as bigint) from n)`;
  const token = (kind: string, offset: number, lookup: string) =>
    `insert into tokens (id, ${TOKEN}) ${pairs}
     select id + ${offset}, '${kind}', ${fingerprint}, ${lookup}, id, null, 'openid profile', ${issuedAt}, ends_at, null, null, null from p`;
  return [
    `insert into families (id, ${FAMILY}) ${pairs} select id, 1, 'demo-web', 'oauth', ${issuedAt}, null, null, ends_at from p`,
    token('access', 1, `case when i % ${TICKETS} = 0 then ${fingerprint} end`),
    token('refresh', 2, 'null'),
    `insert into audit_entries (id, ${ENTRY}) ${pairs}
     select id, ${issuedAt}, 'refresh-tokens', 'yes', 'oauth', 'login', '127.0.0.1', 1, 'demo-web', id from p`,
  ];
}

/** So many access tokens of one family. */
export function familyTexts(count: number, firstId: bigint, issuedAt: number, fingerprint: string): readonly string[] {
  const expiresAt = issuedAt + 30 * 24 * 3600 * 1000;
  return [
    `insert into families (id, ${FAMILY}) values (${firstId}, 1, 'demo-web', 'oauth', ${issuedAt}, null, null, ${expiresAt})`,
    `insert into tokens (id, ${TOKEN}) with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < ${count})
     select cast(${firstId} as bigint) + i, 'access', ${fingerprint}, null, cast(${firstId} as bigint), null, 'openid profile',
       ${issuedAt}, ${expiresAt}, null, null, null from n`,
  ];
}

/** One access token with a secret that is known. */
export function knownText(
  id: bigint,
  familyId: bigint,
  fingerprint: string,
  issuedAt: number,
  expiresAt: number,
): string {
  return `insert into tokens (id, ${TOKEN})
    values (${id}, 'access', '${fingerprint}', null, ${familyId}, null, 'openid profile', ${issuedAt}, ${expiresAt}, null, null, null)`;
}
