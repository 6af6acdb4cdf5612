import type { Verb } from './call.ts';

/** What a client may do with what it knows. `refresh` takes the newest token, `repeat` the one before it, `stale` any. */
export type Deed = 'refresh' | 'repeat' | 'stale' | 'redeem' | 'introspect' | 'use' | 'logout' | 'revoke';

export interface Temper {
  /** One of these is done each time; what stands here twice is done twice as often. */
  readonly deeds: readonly Deed[];
  /** How often it takes the other wire, which for a repeat is a mistake. */
  readonly strays: number;
  readonly lossOf: (verb: Verb) => number;
  /** How often it asks the same again when the answer was lost. */
  readonly repeatsLost: number;
  /** How often it sends the code although another has. */
  readonly sendsCodeAgain: number;
  /** It never redeems a code, and waits until others have. */
  readonly isReader: boolean;
}

function times(count: number, deed: Deed): Deed[] {
  return new Array<Deed>(count).fill(deed);
}

export const TEMPERS = {
  /** A good client on a bad line. It takes care that its code is not sent twice. */
  calm: {
    deeds: [...times(5, 'refresh'), ...times(2, 'repeat'), 'introspect', 'use'],
    strays: 0,
    lossOf: (verb) => (verb === 'refresh' ? 0.25 : 0),
    repeatsLost: 1,
    sendsCodeAgain: 0,
    isReader: false,
  },
  reader: {
    deeds: ['introspect', 'use'],
    strays: 0,
    lossOf: () => 0.05,
    repeatsLost: 0.8,
    sendsCodeAgain: 0,
    isReader: true,
  },
  /** One of several that share a connection without talking to each other. */
  careless: {
    deeds: [...times(6, 'refresh'), ...times(2, 'repeat'), ...times(4, 'introspect'), ...times(4, 'use')],
    strays: 0.02,
    lossOf: () => 0.1,
    repeatsLost: 0.8,
    sendsCodeAgain: 0.05,
    isReader: false,
  },
  /** One that says goodbye at some time. */
  leaver: {
    deeds: [...times(8, 'introspect'), ...times(8, 'use'), 'logout', 'revoke'],
    strays: 0.5,
    lossOf: () => 0.1,
    repeatsLost: 0.8,
    sendsCodeAgain: 0,
    isReader: true,
  },
  /** Whoever has stolen what the others know, and tries it all. */
  hostile: {
    deeds: [
      ...times(4, 'refresh'),
      ...times(3, 'repeat'),
      ...times(4, 'introspect'),
      ...times(4, 'use'),
      'stale',
      'redeem',
      'logout',
      'revoke',
    ],
    strays: 0.1,
    lossOf: () => 0.15,
    repeatsLost: 0.8,
    sendsCodeAgain: 0.7,
    isReader: false,
  },
} as const satisfies Readonly<Record<string, Temper>>;

export type TemperName = keyof typeof TEMPERS;

/** Who shares a connection. The first of them redeems the code. */
export const COMPANIES: readonly (readonly TemperName[])[] = [
  ['calm', 'reader', 'leaver'],
  ['calm', 'reader'],
  ['careless', 'careless'],
  ['calm', 'hostile'],
  ['hostile', 'hostile', 'reader'],
  ['careless', 'careless', 'leaver'],
  ['careless', 'careless', 'careless', 'hostile'],
  ['hostile', 'hostile', 'hostile'],
];
