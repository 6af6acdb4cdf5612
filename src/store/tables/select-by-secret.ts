import type { SecretKey } from '../../core/ports/store.ts';
import type { Statement } from '../sql.ts';
import { selectMany } from './set-based.ts';

/**
 * Asks for the row that a secret opens: by the id that stands in the secret together with the fingerprint, or, where no id stands in it, by the
 * fingerprint alone, in the column that is indexed for it.
 *
 * The databases don't compare in constant time, and needn't: what is compared is a SHA-256, so how long it took tells a guesser only about digests,
 * whose bytes nobody can choose. A row without a secret has null there, which equals nothing.
 * @param select everything before the condition
 * @param row the name of the table in it
 */
export function selectBySecret(select: string, row: string, indexed: 'lookup' | 'fingerprint') {
  const byId = `${select} where ${row}.id = $1 and ${row}.fingerprint = $2`;
  const byFingerprint = `${select} where ${row}.${indexed} = $1`;
  const manyById = selectMany(byId, 'bigint', 'text');
  const manyByFingerprint = selectMany(byFingerprint, 'text');
  return ({ id, fingerprint }: SecretKey): Statement =>
    id === undefined
      ? { text: byFingerprint, params: [fingerprint], finds: 'one', many: manyByFingerprint }
      : { text: byId, params: [id, fingerprint], finds: 'one', many: manyById };
}
