/** HTTP clients of other languages, each behind a program of this folder: with the bodies and the credentials that it sends of its own accord, and with its jar of cookies. */
import { type Program, PYTHON, startProgram } from './program.ts';

type Fields = Readonly<Record<string, string>>;

/** With one kind of body, or none. Redirects aren't followed. */
export interface HttpOrder {
  readonly method: string;
  readonly url: string;
  readonly headers: Fields;
  /** Name and password, sent at once. */
  readonly basic?: readonly [name: string, password: string];
  readonly form?: Fields;
  readonly multipart?: Fields;
  readonly json?: Readonly<Record<string, unknown>>;
  /** Its type is among the headers. */
  readonly text?: string;
}

/** As the client tells it. */
export interface HttpAnswer {
  readonly status: number;
  readonly reason: string;
  readonly type: string;
  readonly body: string;
  /** The names of the cookies that the client keeps, sorted. */
  readonly cookies: readonly string[];
}

export interface HttpClient {
  readonly ask: (order: HttpOrder) => Promise<HttpAnswer>;
  readonly close: () => Promise<void>;
}

export const HTTP_CLIENTS: Readonly<Record<string, Program>> = {
  'requests of Python': { file: 'use-requests.py', interpreters: PYTHON },
  'curl of PHP': { file: 'use-curl.php', interpreters: ['php'] },
  'LWP of Perl': { file: 'use-lwp.pl', interpreters: ['perl'] },
};

/** Starts a program. `interpreter` is one that has its client. */
export async function startHttpClient(program: Program, interpreter: string): Promise<HttpClient> {
  const { ask, close } = await startProgram(program, interpreter);
  return { ask: async (order) => (await ask(order)) as HttpAnswer, close };
}
