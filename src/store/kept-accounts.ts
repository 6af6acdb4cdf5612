import type { Account } from '../core/model/account.ts';
import type { Row, Statement } from './sql.ts';
import { accountAt, selectAccountById } from './tables/account.ts';

/** A person's account by its id. It must be there: nothing that names an account outlives it. */
export type AccountsById = (id: number) => Account;

export interface KeptAccounts {
  readonly byId: AccountsById;
  /** To be called whenever anything about accounts, their organisations or their companies has changed, before anybody is told of it. */
  readonly forget: () => void;
}

/** As many as are asked for in a while; past it everything is forgotten, so that memory stays bounded. */
const LARGEST = 4096;

/**
 * Accounts in memory, for a database that only this process can change. Nearly every session and token is read with its person, who seldom changes; half
 * of the cost of such a read is the person's columns.
 */
export function keepAccounts(own: (statement: Statement) => readonly Row[]): KeptAccounts {
  const kept = new Map<number, Account>();
  return {
    byId(id) {
      const found = kept.get(id);
      if (found !== undefined) return found;
      const [row] = own(selectAccountById(id));
      if (row === undefined) throw new Error('The database names an account that it does not hold.');
      const account = accountAt(row, 0);
      if (kept.size >= LARGEST) kept.clear();
      kept.set(id, account);
      return account;
    },
    forget: () => kept.clear(),
  };
}
