/**
 * The written form of histories: one call in a line, as a checker's complaint shows it and as a test may say it.
 *
 *     1-2 soap redeem c -> r0 a0
 *     3-6 rest refresh r0 -> ?
 *     @31000 7-8 rest introspect a0 -> no
 *
 * Before the wire stand the beginning and the end of the call (no end: it may still happen), and before those the server's clock, when it is not
 * zero. `?` is an answer that was lost.
 */
import { type Answer, type Call, type History, VERBS, type Verb } from './call.ts';

const LINE = /^(?:@(\d+) )?(\d+)-(\d*) (soap|rest) (\w+) (\S+) -> (?:(\?|yes|no)|(\S+) (\S+))$/;

/** Reads calls. The codes that are redeemed in them are given at the start and last. */
export function readHistory(text: string): History {
  const lines = text.split('\n').map((line) => line.trim());
  const calls = lines.filter((line) => line !== '').map(readCall);
  const codes = new Set(calls.filter(({ verb }) => verb === 'redeem').map((call) => call.text));
  return { calls, codes: [...codes].map((code) => ({ text: code, expiresAt: Infinity })) };
}

function readCall(line: string): Call {
  const [, at, begun, ended, wire, verb, text, word, refresh, access] = LINE.exec(line) ?? [];
  if (text === undefined || !isVerb(verb)) throw new Error(`This is no call: ${line}`);
  return {
    verb,
    wire: wire === 'soap' ? 'soap' : 'rest',
    text,
    at: Number(at ?? 0),
    begun: Number(begun),
    ended: ended === '' ? Infinity : Number(ended),
    answer: answerOf(word, refresh, access),
  };
}

function isVerb(word: string | undefined): word is Verb {
  return VERBS.some((verb) => verb === word);
}

function answerOf(word: string | undefined, refresh = '', access = ''): Answer | undefined {
  if (word === '?') return undefined;
  return word === 'yes' || word === 'no' ? word : { refresh, access };
}

/** Writes a call so that it can be read again. */
export function writeCall({ verb, wire, text, at, begun, ended, answer }: Call): string {
  const clock = at === 0 ? '' : `@${at} `;
  const told = typeof answer === 'object' ? `${answer.refresh} ${answer.access}` : (answer ?? '?');
  return `${clock}${begun}-${ended === Infinity ? '' : ended} ${wire} ${verb} ${text} -> ${told}`;
}
