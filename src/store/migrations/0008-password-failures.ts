/**
 * Counts of failed attempts at passwords. A row costs whoever causes it a password hash and goes minutes later, so the table holds no more than the
 * server can hash in that time.
 */
import type { Migration } from '../migrate.ts';

export const passwordFailures: Migration = {
  number: 8,
  name: 'password failures',
  statements: [
    `create table password_failures (
      subject text primary key,
      failures bigint not null,
      ends_at bigint not null
    )`,
    'create index password_failures_by_end on password_failures (ends_at)',
  ],
};
