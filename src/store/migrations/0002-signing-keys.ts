/** Keys that sign tokens, in a row for each algorithm. */
import type { Migration } from '../migrate.ts';

export const signingKeys: Migration = {
  number: 2,
  name: 'signing keys',
  statements: [
    `create table signing_keys (
      id text primary key,
      algorithm text not null,
      sequence bigint not null,
      public_jwk text not null,
      sealed_private text not null,
      created_at bigint not null,
      signs_from bigint not null,
      unique (algorithm, sequence)
    )`,
  ],
};
