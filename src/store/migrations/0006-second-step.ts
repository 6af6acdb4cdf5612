/**
 * The second step, the change of a password, and the choice of a company.
 *
 * step_codes: one row for each session that was sent a code; it stays until the session's end, since it counts the tries. step_counts: one row for
 * each person who was, which counts over all of their sessions.
 */
import type { Migration } from '../migrate.ts';

export const secondStep: Migration = {
  number: 6,
  name: 'second step',
  statements: [
    `create table step_codes (
      session_id bigint primary key,
      account_id bigint not null,
      fingerprint text not null,
      sent_at bigint not null,
      expires_at bigint not null,
      tries bigint not null,
      spent_at bigint,
      ends_at bigint not null
    )`,
    'create index step_codes_by_end on step_codes (ends_at)',
    `create table step_counts (
      account_id bigint primary key,
      since bigint not null,
      messages bigint not null,
      tries bigint not null
    )`,
    'alter table accounts add column password_change_id bigint',
    'alter table accounts add column password_change_family bigint',
    'alter table sessions add column company_id bigint',
    'alter table companies add column uuid text',
    'create unique index companies_by_uuid on companies (uuid) where uuid is not null',
  ],
};
