/**
 * People are found by their e-mail addresses, too. Those that are there already are lowered by the database, which for addresses is as good as
 * our own way to do it: beyond ASCII they are found again once they have been written anew.
 */
import type { Migration } from '../migrate.ts';

export const accountEmails: Migration = {
  number: 10,
  name: 'account emails',
  statements: [
    'alter table accounts add column email_folded text',
    'update accounts set email_folded = lower(email) where email is not null',
    'create index accounts_by_email on accounts (email_folded) where email_folded is not null',
  ],
};
