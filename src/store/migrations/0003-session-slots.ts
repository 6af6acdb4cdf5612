/**
 * Slots, of which a person can have one live session each.
 *
 * previous_family_id: who had the slot before, so that the one statement that takes it also tells whom it ends. Rows go with the end of the session
 * that holds the slot.
 */
import type { Migration } from '../migrate.ts';

export const sessionSlots: Migration = {
  number: 3,
  name: 'session slots',
  statements: [
    'alter table sessions add column slot text',
    `create table session_slots (
      account_id bigint not null,
      slot text not null,
      family_id bigint not null,
      previous_family_id bigint,
      ends_at bigint not null,
      primary key (account_id, slot)
    )`,
    'create index session_slots_by_end on session_slots (ends_at)',
  ],
};
