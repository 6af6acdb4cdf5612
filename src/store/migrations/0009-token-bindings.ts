/**
 * What may narrow a token: the client that it was exchanged for, the resources that it is for, and the key that its holder must prove to have.
 *
 * Most tokens have none of them, and an empty column costs next to nothing.
 */
import type { Migration } from '../migrate.ts';

export const tokenBindings: Migration = {
  number: 9,
  name: 'token bindings',
  statements: [
    'alter table tokens add column client_id text',
    'alter table tokens add column audience text',
    'alter table tokens add column bound_to text',
  ],
};
