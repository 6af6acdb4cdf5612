import type { Store } from '../core/ports/store.ts';
import { keepAccounts } from './kept-accounts.ts';
import { keepTokens } from './kept-tokens.ts';
import { readOne } from './read-one.ts';
import type { Sql } from './sql.ts';
import { bareSessionIn, selectBareSession, selectSession, sessionInPlaceIn } from './tables/session.ts';
import { bareTokenIn, selectBareToken, selectToken, tokenInPlaceIn } from './tables/token.ts';

/**
 * How a session or a token is read by its secret: with its person in one query, or, where nobody else can change the database, with the person from memory
 * and an access token from there, too.
 */
export function credentialReads(sql: Sql): Pick<Store, 'findSession' | 'findToken'> {
  const { own } = sql;
  if (own === undefined) {
    return {
      findSession: (key, freshness) => readOne(sql, selectSession(key), sessionInPlaceIn, freshness),
      findToken: (key, freshness) => readOne(sql, selectToken(key), tokenInPlaceIn, freshness),
    };
  }
  const accountById = keepAccounts(own);
  return {
    findSession: (key, freshness) =>
      readOne(sql, selectBareSession(key), (row) => bareSessionIn(row, accountById), freshness),
    findToken: keepTokens(own, (key, freshness) =>
      readOne(sql, selectBareToken(key), (row) => bareTokenIn(row, accountById), freshness),
    ),
  };
}
