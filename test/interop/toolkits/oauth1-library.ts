/** Libraries of other languages that sign as OAuth 1 has it, each behind a program of this folder. */
import assert from 'node:assert/strict';
import { type Program, PYTHON, startProgram } from './program.ts';

/** What a client is, and how it signs. */
export interface Signer {
  readonly key: string;
  readonly secret: string;
  readonly method: string;
  readonly place: 'header' | 'query' | 'body';
  readonly callback: string;
}

/** The addresses of the steps. */
export interface Steps {
  readonly initiate: string;
  readonly login: string;
  readonly finalize: string;
}

export const LIBRARIES = {
  'requests-oauthlib': { file: 'sign-requests-oauthlib.py', interpreters: PYTHON },
  'Net::OAuth': { file: 'sign-net-oauth.pl', interpreters: ['perl'] },
} as const satisfies Readonly<Record<string, Program>>;

/** What a step came to; `refused` has the status and the body. */
type Said<Good> = Good | { readonly refused: readonly [status: number, body: string] };

export interface Oauth1Library {
  /** Asks for the pair that begins an exchange. @returns where to send the person */
  readonly begin: (signer: Signer) => Promise<Said<{ readonly authorize: string }>>;
  /** Exchanges what the person's browser was sent back with. @returns the pair that lasts */
  readonly finish: (told: string) => Promise<Said<{ readonly token: string; readonly secret: string }>>;
  readonly close: () => Promise<void>;
}

/** Starts a program. `interpreter` is one that has its library. */
export async function startOauth1Library(program: Program, interpreter: string, steps: Steps): Promise<Oauth1Library> {
  const { ask, close } = await startProgram(program, interpreter);
  const { initiate, login, finalize } = steps;
  return {
    begin: async (signer) => (await ask({ ...signer, initiate, login })) as Awaited<ReturnType<Oauth1Library['begin']>>,
    finish: async (told) => (await ask({ told, finalize })) as Awaited<ReturnType<Oauth1Library['finish']>>,
    close,
  };
}

/** Fails the test where the step was refused. */
export function granted<Good extends object>(said: Said<Good>): Good {
  assert.ok(!('refused' in said), JSON.stringify(said));
  return said as Good;
}
