/**
 * Sessions found by their person, newest first, for the list of where somebody is logged on.
 *
 * client_id: of the family, repeated so that the index can leave out what clients open for people, which is most of what is opened and never in the list.
 * In a session from before it is null, and the family still tells.
 */
import type { Migration } from '../migrate.ts';

export const ownSessions: Migration = {
  number: 11,
  name: 'own sessions',
  statements: [
    'alter table sessions add column client_id text',
    'create index sessions_by_person on sessions (account_id, id) where client_id is null',
  ],
};
