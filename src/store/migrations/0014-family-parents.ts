/**
 * parent_id: the family whose token opened this one, where a token opens a session that is a logon of its own. Hardly any family has one, and the index
 * holds those only.
 */
import type { Migration } from '../migrate.ts';

export const familyParents: Migration = {
  number: 14,
  name: 'family parents',
  statements: [
    'alter table families add column parent_id bigint',
    'create index families_by_parent on families (parent_id) where parent_id is not null',
  ],
};
