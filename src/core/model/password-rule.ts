/**
 * What a new password must be: the closed rule of docs/choices.md, after NIST SP 800-63B section 3.1.1.2: length counts, composition doesn't, and
 * what anybody would try first is refused.
 */
import type { PasswordFault } from '../refusal.ts';
import type { Account } from './account.ts';

/** Hashing takes as long as the text is, so there is an end to it. */
const MOST_CHARACTERS = 256;

/** A name or code shorter than this is found in too many good passwords by chance. */
const TELLING_CHARACTERS = 3;

const FEWEST_DISTINCT = 5;

/** Rows of keys and what people write to make a password long, folded. */
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const COMMON = [
  'password',
  'passw0rd',
  'wachtwoord',
  'welkom',
  'welcome',
  'letmein',
  'iloveyou',
  'changeme',
  'administrator',
];

/** A text that remains after common words, runs and repetitions are taken out must still have this much to guess. */
const FEWEST_LEFT = 6;

/** Why a password can't follow the present one, or undefined when it can. */
export function faultOfPassword(
  account: Account,
  present: string,
  next: string,
  minLength: number,
): PasswordFault | undefined {
  const [before, after] = [fold(present), fold(next)];
  if (before === after) return 'not-different';
  const characters = [...next];
  if (characters.length < minLength || characters.length > MOST_CHARACTERS) return 'not-secure';
  if (new Set(after).size < FEWEST_DISTINCT) return 'not-secure';
  const telling = [account.name, account.organisation.code].map(fold);
  if (telling.some((word) => word.length >= TELLING_CHARACTERS && after.includes(word))) return 'not-secure';
  return [...withoutPredictable(after)].length < FEWEST_LEFT ? 'not-secure' : undefined;
}

/** Without common words, and with every run of four or more of a keyboard row, either way, as one character. */
function withoutPredictable(text: string): string {
  let rest = text;
  for (const word of COMMON) rest = rest.replaceAll(word, '');
  for (const row of [...RUNS, ...RUNS.map((run) => [...run].reverse().join(''))]) rest = withoutRuns(rest, row);
  return rest;
}

const SHORTEST_RUN = 4;

function withoutRuns(text: string, row: string): string {
  let rest = '';
  let at = 0;
  while (at < text.length) {
    let length = 1;
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1;
    const isRun = length >= SHORTEST_RUN;
    rest += isRun ? text.charAt(at) : text.slice(at, at + length);
    at += length;
  }
  return rest;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
