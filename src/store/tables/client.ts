/** Client applications. */
import type { Client, Permit, ProofMethod } from '../../core/model/client.ts';
import type { ChallengeMethod } from '../../core/model/grant.ts';
import type { PublicKey } from '../../core/model/public-key.ts';
import type { Row, Statement } from '../sql.ts';
import {
  insertInto,
  isWord,
  optionalFingerprintAt,
  optionalNumberAt,
  optionalTextAt,
  selectList,
  textAt,
  type Words,
  wordAt,
} from './columns.ts';
import { listToText, textToList } from './list-text.ts';
import { selectMany } from './set-based.ts';

const PERMITS: Words<Permit> = {
  delegation: true,
  code: true,
  'code-without-challenge': true,
  refresh: true,
  'client-credentials': true,
  introspection: true,
  exchange: true,
  'exchange-unlimited': true,
  device: true,
  password: true,
};

export const CHALLENGE_METHODS: Words<ChallengeMethod> = { S256: true, plain: true };
const PROOFS: Words<ProofMethod> = {
  secret: true,
  'secret-in-header': true,
  'secret-in-body': true,
  signature: true,
  none: true,
};

const ACCESS_FORMS: Words<Client['accessForm']> = { opaque: true, signed: true };
const KEY_BINDINGS: Words<Client['keyBinding']> = { optional: true, required: true };

const COLUMNS = [
  'id',
  'name',
  'secret_fingerprint',
  'permits',
  'redirect_uris',
  'scopes',
  'challenge_methods',
  'disabled_at',
  'proof',
  'keys',
  'logout_uris',
  'audiences',
  'access_form',
  'key_binding',
  'secret_sealed',
];

/** The select list of a client. Its table stands in the query as `c`. */
export const CLIENT_LIST = selectList('c', COLUMNS);

export const CLIENT_WIDTH = COLUMNS.length;

/** Reads a client whose select list begins at a place in the row. */
export function clientAt(row: Row, at: number): Client {
  return {
    id: textAt(row, at),
    name: textAt(row, at + 1),
    secretFingerprint: optionalFingerprintAt(row, at + 2),
    permits: wordsIn(PERMITS, textAt(row, at + 3)),
    redirectUris: textToList(textAt(row, at + 4)),
    scopes: textToList(textAt(row, at + 5)),
    challengeMethods: wordsIn(CHALLENGE_METHODS, textAt(row, at + 6)),
    disabledAt: optionalNumberAt(row, at + 7),
    proof: wordAt(row, at + 8, PROOFS),
    keys: keysIn(textAt(row, at + 9)),
    logoutUris: textToList(textAt(row, at + 10)),
    audiences: textToList(textAt(row, at + 11)),
    accessForm: wordAt(row, at + 12, ACCESS_FORMS),
    keyBinding: wordAt(row, at + 13, KEY_BINDINGS),
    sealedSecret: optionalTextAt(row, at + 14),
  };
}

function wordsIn<W extends string>(words: Words<W>, text: string): W[] {
  return textToList(text).map((word) => {
    if (isWord(words, word)) return word;
    throw new Error('The database holds a word about a client that this program does not know.');
  });
}

/** A key on each line: JSON that is written without line breaks has none. */
function keysIn(text: string): PublicKey[] {
  return textToList(text).map((line): PublicKey => JSON.parse(line));
}

const INSERT = `${insertInto('clients', COLUMNS)} on conflict do nothing`;

/** Changes no row when the id is taken. */
export function insertClient(client: Client): Statement {
  return {
    text: INSERT,
    params: [
      client.id,
      client.name,
      client.secretFingerprint ?? null,
      listToText(client.permits),
      listToText(client.redirectUris),
      listToText(client.scopes),
      listToText(client.challengeMethods),
      client.disabledAt ?? null,
      client.proof,
      listToText(client.keys.map((key) => JSON.stringify(key))),
      listToText(client.logoutUris),
      listToText(client.audiences),
      client.accessForm,
      client.keyBinding,
      client.sealedSecret ?? null,
    ],
  };
}

const BY_ID = `select ${CLIENT_LIST} from clients c where c.id = $1`;
const MANY_BY_ID = selectMany(BY_ID, 'text');

export function selectClient(id: string): Statement {
  return { text: BY_ID, params: [id], finds: 'one', many: MANY_BY_ID };
}
