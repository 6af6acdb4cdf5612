/**
 * Connections: families that a person's consent opened for a client.
 *
 * They are found by person, for the list of what is connected, and by client, for the bound of a pool. Both indexes are partial: of all families only
 * live connections are in them, so that a logon, a refresh and a revocation elsewhere write nothing more than before.
 */
import type { Migration } from '../migrate.ts';

export const connections: Migration = {
  number: 4,
  name: 'connections',
  statements: [
    'alter table families add column connected_at bigint',
    `create index families_by_connected_person on families (account_id, client_id, id)
      where connected_at is not null and revoked_at is null`,
    `create index families_by_connected_client on families (client_id, id)
      where connected_at is not null and revoked_at is null`,
    // One row for each bounded pool. Writing it is what makes two openings into one pool wait for each other, on whichever nodes they are.
    // An account_id of 0 is everybody's: accounts count from 1.
    `create table connection_pools (
      client_id text not null,
      account_id bigint not null,
      opened bigint not null,
      primary key (client_id, account_id)
    )`,
    "alter table clients add column challenge_methods text not null default 'S256'",
  ],
};
