/** Client applications. */
import type { Client, Permit } from '../../core/model/client.ts';
import type { ChallengeMethod } from '../../core/model/grant.ts';
import type { Row, Statement } from '../sql.ts';
import {
  insertInto,
  isWord,
  optionalFingerprintAt,
  optionalNumberAt,
  selectList,
  textAt,
  type Words,
} from './columns.ts';
import { listToText, textToList } from './list-text.ts';
import { selectMany } from './set-based.ts';

const PERMITS: Words<Permit> = {
  delegation: true,
  code: true,
  refresh: true,
  'client-credentials': true,
  introspection: true,
  exchange: true,
};

export const CHALLENGE_METHODS: Words<ChallengeMethod> = { S256: true, plain: true };

const COLUMNS = [
  'id',
  'name',
  'secret_fingerprint',
  'permits',
  'redirect_uris',
  'scopes',
  'challenge_methods',
  'disabled_at',
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
  };
}

function wordsIn<W extends string>(words: Words<W>, text: string): W[] {
  return textToList(text).map((word) => {
    if (isWord(words, word)) return word;
    throw new Error('The database holds a word about a client that this program does not know.');
  });
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
    ],
  };
}

const BY_ID = `select ${CLIENT_LIST} from clients c where c.id = $1`;
const MANY_BY_ID = selectMany(BY_ID, 'text');

export function selectClient(id: string): Statement {
  return { text: BY_ID, params: [id], many: MANY_BY_ID };
}
