/** Who tries a password door in the proof, and what happened before. */
import type { Demo } from '../support/demo.ts';

export interface Standing {
  readonly name: string;
  readonly password: string;
  /** Wrong passwords at the same door before, for this name. */
  readonly failuresBefore: number;
  /** Wrong passwords from the same address before, each for another name. */
  readonly strangersBefore: number;
}

/** So many fill a count in the proof; the server's own numbers are larger. */
export const POLICY = { passwordFailuresPerName: 3, passwordFailuresPerAddress: 5 } as const;

function standing(name: string, password: string, before: Partial<Standing> = {}): Standing {
  return { name, password, failuresBefore: 0, strangersBefore: 0, ...before };
}

export const STANDINGS = {
  'in order': standing('ada', 'ada-demo-pass'),
  'wrong password': standing('ada', 'wrong'),
  'unknown name': standing('nobody', 'wrong'),
  'locked: right password': standing('ada', 'ada-demo-pass', { failuresBefore: 3 }),
  'locked: wrong password': standing('ada', 'wrong', { failuresBefore: 3 }),
  'locked: unknown name': standing('nobody', 'wrong', { failuresBefore: 3 }),
  'throttled: right password': standing('ada', 'ada-demo-pass', { strangersBefore: 5 }),
  'throttled: unknown name': standing('nobody', 'wrong', { strangersBefore: 5 }),
  disabled: standing('dave', 'dave-demo-pass'),
  'disabled: wrong password': standing('dave', 'wrong'),
  'disabled and locked': standing('dave', 'dave-demo-pass', { failuresBefore: 3 }),
  deleted: standing('erin', 'erin-demo-pass'),
  'deleted: wrong password': standing('erin', 'wrong'),
  'must change password': standing('bob', 'bob-demo-pass'),
  'needs second step': standing('carol', 'carol-demo-pass'),
} satisfies Readonly<Record<string, Standing>>;

export type StandingName = keyof typeof STANDINGS;

export const STANDING_NAMES = Object.keys(STANDINGS) as readonly StandingName[];

/** Attempts of strangers, from where the tries come. */
export async function sendStrangers({ core }: Demo, count: number): Promise<void> {
  for (let stranger = 0; stranger < count; stranger += 1) {
    await core.openSessionByPassword({
      caller: { dialect: 'yindo', site: 'c1', address: '127.0.0.1' },
      person: { name: `stranger-${stranger}` },
      password: 'wrong',
      door: { legacy: false, needsCompany: false, fenced: false, carriesSteps: false },
      terms: {
        form: undefined,
        idleSeconds: undefined,
        lifetimeSeconds: 60,
        deviceKey: undefined,
        site: undefined,
        access: undefined,
      },
    });
  }
}
