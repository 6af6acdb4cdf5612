/** Keys that sign tokens; the private halves sealed. */
import type { SigningAlgorithm, SigningKey } from '../../core/model/signing-key.ts';
import type { Row, Statement } from '../sql.ts';
import { insertInto, numberAt, selectList, textAt, type Words, wordAt } from './columns.ts';

const ALGORITHMS: Words<SigningAlgorithm> = { EdDSA: true, ES256: true, RS256: true };

const COLUMNS = ['id', 'algorithm', 'sequence', 'public_jwk', 'sealed_private', 'created_at', 'signs_from'];

export function signingKeyIn(row: Row): SigningKey {
  return {
    id: textAt(row, 0),
    algorithm: wordAt(row, 1, ALGORITHMS),
    sequence: numberAt(row, 2),
    publicJwk: textAt(row, 3),
    sealedPrivate: textAt(row, 4),
    createdAt: numberAt(row, 5),
    signsFrom: numberAt(row, 6),
  };
}

const LIST = `select ${selectList('k', COLUMNS)} from signing_keys k order by k.algorithm, k.sequence`;

export function selectSigningKeys(): Statement {
  return { text: LIST, params: [] };
}

const INSERT = `${insertInto('signing_keys', COLUMNS)} on conflict do nothing`;

/** Changes no row when the algorithm has a key of this sequence already. */
export function insertSigningKey(key: SigningKey): Statement {
  const { id, algorithm, sequence, publicJwk, sealedPrivate, createdAt, signsFrom } = key;
  return { text: INSERT, params: [id, algorithm, sequence, publicJwk, sealedPrivate, createdAt, signsFrom] };
}

export function deleteSigningKey(id: string): Statement {
  return { text: 'delete from signing_keys where id = $1', params: [id] };
}
