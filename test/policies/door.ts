import type { Answer } from '../callers/ask.ts';
import { memberText } from '../callers/ask.ts';
import type { Stage } from './stage.ts';

/** What kinds of doors there are: those of one kind ask the same of the core, each in the words of its wire. */
export type DoorKind =
  | 'password'
  | 'password, by a client'
  | 'delegation'
  | 'redeeming'
  | 'refreshing'
  | 'own refresh token'
  | 'logon by token'
  | 'session into token'
  | 'token into token'
  | 'exchange of a session'
  | 'exchange of a token'
  | 'using a session'
  | 'using a token'
  | 'descendant of a grant'
  | 'descendant of a logon'
  | 'own sessions'
  | 'inspecting'
  | 'client itself'
  | 'client’s question'
  | 'browser’s question'
  | 'person’s answer'
  | 'owed step'
  | 'ending'
  | 'ending by a client';

/** How a door answered. */
export interface Said {
  /** Whether it did what was asked of it. */
  readonly yes: boolean;
  /** The status and the word, as short as can be. */
  readonly word: string;
}

export type Question = () => Promise<Said>;

export interface Door {
  readonly kind: DoorKind;
  /** Gets what the door needs while all is well. @returns the question, to be asked once the policy has befallen */
  readonly approach: (stage: Stage) => Promise<Question>;
}

/** The word of a caller: `ok`, or a code with a sentence behind it that is left out here. */
export function said(word: string, ok = 'Ok'): Said {
  return word === 'ok' ? { yes: true, word: ok } : { yes: false, word: word.split(': ')[0]?.slice(0, 60) ?? '' };
}

/** The status, with the error where it is a word and no sentence. */
export function saidBy({ status, body }: Answer): Said {
  const error = memberText(body, 'error') ?? memberText(body, 'Message');
  return { yes: status < 300, word: error === undefined || error.includes(' ') ? `${status}` : `${status} ${error}` };
}
