import type { Account } from '../core/model/account.ts';
import type { Change, OwnDatabase } from './sql.ts';
import { accountAt, selectAccountById } from './tables/account.ts';

/** A person's account by its id. It must be there: nothing that names an account outlives it. */
export type AccountsById = (id: number) => Account;

/** Whatever changes what is read of a person; a membership tells whether the person has a company. */
export const CHANGES_OF_PEOPLE: readonly Change[] = [
  'update accounts',
  'delete from accounts',
  'update organisations',
  'insert into memberships',
  'delete from memberships',
];

/** As many as are asked for in a while; past it everything is forgotten, so that memory stays bounded. */
const LARGEST = 4096;

/**
 * Accounts in memory. Nearly every session and token is read with its person, who seldom changes; half of the cost of such a read is the person's
 * columns.
 */
export function keepAccounts(own: OwnDatabase): AccountsById {
  const kept = new Map<number, Account>();
  own.watch(CHANGES_OF_PEOPLE, () => kept.clear());
  return (id) => {
    const found = kept.get(id);
    if (found !== undefined) return found;
    const [row] = own.read(selectAccountById(id));
    if (row === undefined) throw new Error('The database names an account that it does not hold.');
    const account = accountAt(row, 0);
    if (kept.size >= LARGEST) kept.clear();
    kept.set(id, account);
    return account;
  };
}
