/**
 * What the standard dialect needs to know of a client, and what may be presented only once.
 *
 * Clients that were there before have a secret or are public, and go on as they did.
 */
import type { Migration } from '../migrate.ts';

export const clientRecords: Migration = {
  number: 5,
  name: 'client records',
  statements: [
    "alter table clients add column proof text not null default 'secret'",
    "update clients set proof = 'none' where secret_fingerprint is null",
    "alter table clients add column keys text not null default ''",
    "alter table clients add column logout_uris text not null default ''",
    "alter table clients add column audiences text not null default ''",
    "alter table clients add column access_form text not null default 'opaque'",
    "alter table clients add column key_binding text not null default 'optional'",
    // Few and short-lived, so an index on a random value costs little.
    'create table used_once (fingerprint text primary key, expires_at bigint not null)',
    'create index used_once_by_expiry on used_once (expires_at)',
  ],
};
