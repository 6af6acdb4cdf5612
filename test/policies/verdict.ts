import type { DoorKind } from './door.ts';
import type { DoorName } from './doors.ts';

/** Why a policy has nothing to do with a door: it opens all the same. */
export const UNASKED = {
  'no person': 'there is no person in it yet',
  'no password': 'it takes no password',
  'no client': 'no client is part of it',
  'no scope': 'it knows no scopes',
  'no resource': 'it knows no resources',
  'nothing held': 'it is asked with nothing that was got before',
  'no refresh token': 'the question can’t be put: no refresh token is part of it',
  'no slot': 'it isn’t asked with a session of which there is one only',
  'no connection': 'nothing that the person gave a client is part of it',
  'no such token': 'tokens of this kind are never narrowed or bound',
  'not old': 'it is none of those',
  'one site': 'it is at the login site for everybody',
  'not got': 'the question can’t be put: what it is asked with can’t be got under this policy',
  'ends nothing': 'the question can’t be put: the session of the change owes what is asked',
} as const;

/** Why a door opens though the policy holds: meant so. */
export const ADMITTED = {
  'no logon': 'whoever is in stays in: the rule is asked at logons',
  'back channel': 'a client stands there, and not the person, who came in elsewhere',
  'OAuth 2': 'it is a door of OAuth 2, which is what the organisation admits',
  'no company': 'it leads into no company',
  'step told': 'the answer tells what is owed, and the session opens nothing before',
  'steps taken': 'the steps were taken before this was given',
  'the step': 'it is the very step',
  'always open': 'looking and ending go on whatever has happened',
  'ended already': 'what has ended already is a yes',
  'every site': 'it counts on every site',
  'home told': 'the answer names the site that the session belongs to',
  'given before': 'what was given stays until it ends',
  'at its end': 'what comes of it is refused at the next step',
  'its own': 'a client may always look at its own',
  'may exchange': 'a client that may exchange may exchange anybody’s',
  'what is left': 'the client gets no more than it may still have',
  'no scope needed': 'it is open to whatever a person or their client holds',
  'stays narrow': 'what comes of it is for the same resources',
  told: 'the answer tells what it is bound to',
  'another’s': 'it is another client’s by now, which is in order, and ends with the grant that it came from',
  'no slot yet': 'a session takes its slot when the second step is passed',
  'clients stay': 'what the person gave to clients stays',
} as const;

export type Verdict =
  | { readonly is: 'refused' }
  | { readonly is: 'admitted'; readonly why: keyof typeof ADMITTED }
  | { readonly is: 'unasked'; readonly why: keyof typeof UNASKED };

export const refused: Verdict = { is: 'refused' };

export function admitted(why: keyof typeof ADMITTED): Verdict {
  return { is: 'admitted', why };
}

export function unasked(why: keyof typeof UNASKED): Verdict {
  return { is: 'unasked', why };
}

/** What is expected of every door under one policy: by its kind, unless it has an own word. */
export interface Expectation {
  readonly kinds: Readonly<Record<DoorKind, Verdict>>;
  readonly doors?: Partial<Readonly<Record<DoorName, Verdict>>>;
}

type Line = readonly [Verdict, ...DoorKind[]];

/**
 * The verdicts of all kinds, each kind named once.
 * @throws when one is missing or named twice
 */
export function byKind(...lines: readonly Line[]): Readonly<Record<DoorKind, Verdict>> {
  const verdicts = new Map<DoorKind, Verdict>();
  for (const [verdict, ...kinds] of lines) {
    for (const kind of kinds) {
      if (verdicts.has(kind)) throw new Error(`“${kind}” has two verdicts.`);
      verdicts.set(kind, verdict);
    }
  }
  const missing = KINDS.filter((kind) => !verdicts.has(kind));
  if (missing.length > 0) throw new Error(`No verdict for ${missing.join(', ')}.`);
  return Object.fromEntries(verdicts) as Record<DoorKind, Verdict>;
}

/** The same verdict for several doors. */
export function doors(verdict: Verdict, ...names: readonly DoorName[]): Partial<Record<DoorName, Verdict>> {
  return Object.fromEntries(names.map((name) => [name, verdict]));
}

/** In the order of the page. */
export const KINDS: readonly DoorKind[] = [
  'password',
  'password, by a client',
  'delegation',
  'redeeming',
  'refreshing',
  'own refresh token',
  'logon by token',
  'session into token',
  'token into token',
  'exchange of a session',
  'exchange of a token',
  'using a session',
  'using a token',
  'descendant of a grant',
  'descendant of a logon',
  'own sessions',
  'inspecting',
  'client itself',
  'client’s question',
  'browser’s question',
  'person’s answer',
  'owed step',
  'ending',
  'ending by a client',
];
