/**
 * What begins the exchange for a delegation, which lives for an hour; and the secrets of clients that prove to know them without sending them, sealed under
 * the server's key.
 */
import type { Migration } from '../migrate.ts';

export const delegationRequests: Migration = {
  number: 13,
  name: 'delegation requests',
  statements: [
    `create table delegation_requests (
      id text primary key,
      secret_sealed text not null,
      client_id text not null,
      redirect_uri text not null,
      requested_at bigint not null,
      expires_at bigint not null,
      spent_at bigint
    )`,
    'create index delegation_requests_by_expiry on delegation_requests (expires_at)',
    'alter table clients add column secret_sealed text',
  ],
};
