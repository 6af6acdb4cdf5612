/** A library of another language that connects a client with a person as OAuth 2 has it, behind a program of this folder. */
import assert from 'node:assert/strict';
import { type Program, PYTHON, startProgram } from './program.ts';

export const REQUESTS_OAUTHLIB: Program = { file: 'connect-requests-oauthlib.py', interpreters: PYTHON };

interface Client {
  readonly id: string;
  readonly secret: string;
  readonly redirectUri: string;
}

/** Sends the person to the authorize address with a challenge, walks the pages for them, and exchanges the code. */
export interface Connect {
  readonly step: 'connect';
  readonly client: Client;
  readonly authorize: string;
  readonly token: string;
  readonly grantType: string;
  readonly scope: readonly string[];
  readonly challengeMethod: 'S256' | 'plain';
  /** Instead of the one that was challenged with. */
  readonly verifier?: string;
  readonly proof: 'form' | 'header';
  /** Who logs in, and the value of the button that they press then. */
  readonly person: { readonly name: string; readonly password: string; readonly answer: string };
}

export interface Refresh {
  readonly step: 'refresh';
  readonly client: Client;
  readonly token: string;
  readonly refreshToken: unknown;
}

export interface Revoke {
  readonly step: 'revoke';
  readonly client: Client;
  readonly revoke: string;
  readonly refreshToken: unknown;
}

type Members = Readonly<Record<string, unknown>>;

type Said =
  | { readonly members: Members }
  | { readonly refused: readonly [error: string, description: string] }
  | { readonly trouble: string };

export interface Oauth2Library {
  /** What came of a step, as the library read it. Fails the test where it was refused. */
  readonly take: (step: Connect | Refresh | Revoke) => Promise<Members>;
  /** Error and description that the library raised. Fails the test where the step went through. */
  readonly refusalOf: (step: Connect | Refresh) => Promise<readonly [error: string, description: string]>;
  readonly close: () => Promise<void>;
}

/** Starts the program. `interpreter` is one that has the library. */
export async function startOauth2Library(interpreter: string): Promise<Oauth2Library> {
  const { ask, close } = await startProgram(REQUESTS_OAUTHLIB, interpreter);
  return {
    take: async (step) => {
      const said = (await ask(step)) as Said;
      assert.ok('members' in said, JSON.stringify(said));
      return said.members;
    },
    refusalOf: async (step) => {
      const said = (await ask(step)) as Said;
      assert.ok('refused' in said, JSON.stringify(said));
      return said.refused;
    },
    close,
  };
}
