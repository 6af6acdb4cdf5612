import type { Answer, Call, Wire } from './call.ts';

/** What the model must be told of how the server is set. */
export interface Rules {
  /** How long a repeated refresh is answered with the same successor. */
  readonly repeatMs: number;
  readonly accessLifetimeMs: Readonly<Record<Wire, number>>;
}

/** Tokens that were given. Their texts are undefined while no answer has shown them. */
interface Given {
  readonly refresh: string | undefined;
  readonly access: string | undefined;
  readonly wire: Wire;
  readonly at: number;
}

/**
 * A connection as one client after another would see it. The last of what was given is live, the one before it was exchanged for it, and so on.
 */
export interface Connection {
  readonly codeExpiresAt: number;
  readonly isEnded: boolean;
  readonly given: readonly Given[];
}

export function begin(codeExpiresAt: number): Connection {
  return { codeExpiresAt, isEnded: false, given: [] };
}

/**
 * The sequential model: the connection after a call, or undefined when the call's answer can't be given in this state.
 *
 * Codes work once and a second use ends the connection. A refresh has one successor; a repeat on the same wire within the window, while the
 * successor is unspent, is given the same; any other second use ends the connection. Access tokens live until they expire or the connection ends.
 */
export function step(now: Connection, call: Call, rules: Rules): Connection | undefined {
  const { verb, text, wire, at, answer } = call;
  const { given } = now;
  const live = given.length - 1;
  const refreshed = given.findIndex(({ refresh }) => refresh === text);
  const opened = given.find(({ access }) => access === text);
  const isOpen = opened !== undefined && !now.isEnded && at < opened.at + rules.accessLifetimeMs[opened.wire];
  switch (verb) {
    case 'redeem':
      if (live >= 0) return when(answer, 'no', end(now));
      return at < now.codeExpiresAt ? give(now, call) : when(answer, 'no', now);
    case 'refresh': {
      if (now.isEnded || refreshed < 0) return when(answer, 'no', now);
      if (refreshed === live) return give(now, call);
      const successor = given[live];
      const isRepeat = refreshed === live - 1 && successor?.wire === wire && at < successor.at + rules.repeatMs;
      return isRepeat ? giveAgain(now, successor, answer) : when(answer, 'no', end(now));
    }
    case 'revoke':
      return when(answer, 'yes', refreshed >= 0 || opened !== undefined ? end(now) : now);
    case 'logout':
      return isOpen ? when(answer, 'yes', end(now)) : when(answer, 'no', now);
    case 'introspect':
      return when(answer, isOpen || (refreshed === live && live >= 0 && !now.isEnded) ? 'yes' : 'no', now);
    case 'use':
      return when(answer, isOpen ? 'yes' : 'no', now);
  }
}

function when(answer: Answer | undefined, expected: Answer, next: Connection): Connection | undefined {
  return answer === undefined || answer === expected ? next : undefined;
}

function end(now: Connection): Connection {
  return { ...now, isEnded: true };
}

function give(now: Connection, { answer, wire, at }: Pick<Call, 'answer' | 'wire' | 'at'>): Connection | undefined {
  if (answer === 'yes' || answer === 'no') return undefined;
  const { refresh, access } = answer ?? { refresh: undefined, access: undefined };
  const isOld = now.given.some((old) => answer !== undefined && (old.refresh === refresh || old.access === access));
  return isOld ? undefined : { ...now, given: [...now.given, { refresh, access, wire, at }] };
}

/** The same tokens as before. Where no answer has shown them yet, this one does. */
function giveAgain(now: Connection, before: Given, answer: Answer | undefined): Connection | undefined {
  if (answer === undefined) return now;
  if (answer === 'yes' || answer === 'no') return undefined;
  if (before.refresh === undefined) {
    const { at, wire } = before;
    return give({ ...now, given: now.given.slice(0, -1) }, { answer, at, wire });
  }
  return before.refresh === answer.refresh && before.access === answer.access ? now : undefined;
}

/** The same text for states that nothing can tell apart. All connections that have ended are alike. */
export function keyOf({ isEnded, given }: Connection): string {
  if (isEnded) return 'ended';
  return given.map(({ refresh, access, wire, at }) => `${refresh} ${access} ${wire} ${at}`).join('|');
}
