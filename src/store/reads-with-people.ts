import type { Store } from '../core/ports/store.ts';
import { keepAccounts } from './kept-accounts.ts';
import { keepTokens } from './kept-tokens.ts';
import { readOne } from './read-one.ts';
import type { Sql } from './sql.ts';
import { bareDelegationIn, delegationIn, selectBareDelegation, selectDelegation } from './tables/delegation.ts';
import { bareSessionIn, selectBareSession, selectSession, sessionInPlaceIn } from './tables/session.ts';
import { bareTokenIn, selectBareToken, selectToken, tokenInPlaceIn } from './tables/token.ts';

/**
 * How what opens doors is read: with its person in one query, or, where nobody else can change the database, with the person from memory, and an access
 * token from there, too.
 */
export function readsWithPeople(sql: Sql): Pick<Store, 'findDelegation' | 'findSession' | 'findToken'> {
  const { own } = sql;
  if (own === undefined) {
    return {
      findDelegation: (id, freshness) => readOne(sql, selectDelegation(id), delegationIn, freshness),
      findSession: (key, freshness) => readOne(sql, selectSession(key), sessionInPlaceIn, freshness),
      findToken: (key, freshness) => readOne(sql, selectToken(key), tokenInPlaceIn, freshness),
    };
  }
  const accountById = keepAccounts(own);
  return {
    findDelegation: (id, freshness) =>
      readOne(sql, selectBareDelegation(id), (row) => bareDelegationIn(row, accountById), freshness),
    findSession: (key, freshness) =>
      readOne(sql, selectBareSession(key), (row) => bareSessionIn(row, accountById), freshness),
    findToken: keepTokens(own, (key, freshness) =>
      readOne(sql, selectBareToken(key), (row) => bareTokenIn(row, accountById), freshness),
    ),
  };
}
