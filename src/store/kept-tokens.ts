import type { Fingerprint } from '../core/model/fingerprint.ts';
import type { Token, TokenInPlace } from '../core/model/token.ts';
import type { SecretKey, Store } from '../core/ports/store.ts';
import { CHANGES_OF_PEOPLE } from './kept-accounts.ts';
import type { Change, OwnDatabase } from './sql.ts';

/** Whatever changes what is read of an access token. Its own row is written once: only a refresh token is spent. */
const CHANGES: readonly Change[] = [
  'delete from tokens',
  'update families',
  'delete from families',
  ...CHANGES_OF_PEOPLE,
];

/** As many as are in use at a time; past it everything is forgotten, so that memory stays bounded. */
const LARGEST = 4096;

/**
 * Access tokens in memory, by the digests of their texts. Whoever guards a door asks about the same few tokens again and again, and a look-up costs a
 * third of such an answer.
 *
 * Only what is on the disk is kept, and until anything is changed that it was read from. So an answer from memory is the one that the database would
 * give, and waits for no write of anybody else.
 */
export function keepTokens(own: OwnDatabase, find: Store['findToken']): Store['findToken'] {
  const kept = new Map<Fingerprint, TokenInPlace>();
  let changes = 0;
  own.watch(CHANGES, () => {
    changes += 1;
    kept.clear();
  });

  function keep(found: TokenInPlace | undefined): TokenInPlace | undefined {
    if (found?.token.kind !== 'access') return found;
    if (kept.size >= LARGEST) kept.clear();
    kept.set(found.token.fingerprint, found);
    return found;
  }

  return (key, freshness = 'durable') => {
    const known = kept.get(key.fingerprint);
    if (known !== undefined && opens(key, known.token)) return known;
    const found = find(key, freshness);
    if (freshness !== 'durable') return found;
    if (!(found instanceof Promise)) return keep(found);
    const before = changes;
    return found.then((token) => (changes === before ? keep(token) : token));
  };
}

/** As the database decides it: by its digest alone only a token is found that has no id in its text. */
function opens({ id }: SecretKey, token: Token): boolean {
  return id === undefined ? token.foundByFingerprint : id === token.id;
}
