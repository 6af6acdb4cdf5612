import type { SessionInPlace } from '../core/model/session.ts';
import type { TokenInPlace } from '../core/model/token.ts';
import type { SecretKey } from '../core/ports/store.ts';
import { keepAccounts } from './kept-accounts.ts';
import type { Row, Sql, Statement } from './sql.ts';
import { bareSessionIn, selectBareSession, selectSession, sessionInPlaceIn } from './tables/session.ts';
import { bareTokenIn, selectBareToken, selectToken, tokenInPlaceIn } from './tables/token.ts';

export interface CredentialReads {
  readonly selectToken: (key: SecretKey) => Statement;
  readonly tokenIn: (row: Row) => TokenInPlace;
  readonly selectSession: (key: SecretKey) => Statement;
  readonly sessionIn: (row: Row) => SessionInPlace;
  /** To be called whenever anything about a person has changed, before anybody is told of it. */
  readonly forgetPeople: () => void;
}

const JOINED: CredentialReads = {
  selectToken,
  tokenIn: tokenInPlaceIn,
  selectSession,
  sessionIn: sessionInPlaceIn,
  forgetPeople: () => undefined,
};

/** How a session or a token is read with its person: in one query, or with the person from memory where nobody else can change one. */
export function credentialReads({ own }: Sql): CredentialReads {
  if (own === undefined) return JOINED;
  const { byId, forget } = keepAccounts(own);
  return {
    selectToken: selectBareToken,
    tokenIn: (row) => bareTokenIn(row, byId),
    selectSession: selectBareSession,
    sessionIn: (row) => bareSessionIn(row, byId),
    forgetPeople: forget,
  };
}
