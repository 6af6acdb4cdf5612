/**
 * SOAP toolkits of other languages, each behind a small program in this folder that takes orders and answers them.
 *
 * An order is a line of JSON on the program's stdin, an answer one on its stdout; its first line says which toolkit it is, in which version. Programs
 * keep nothing but what their toolkit keeps: a client for each description. They say what the toolkit made of an answer, with its own readers:
 * members that aren't there are left out, and a toolkit that hands out the only member of an answer by itself gets its name back. An order is
 * answered by a fault only where the toolkit raised its own class for one.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type SoapVersion = '1.1' | '1.2';

export interface Order {
  /** Where the description is. A toolkit that reads none asks there, without the query. */
  readonly wsdl: string;
  readonly version: SoapVersion;
  readonly operation: string;
  readonly parameters: Members;
  readonly header?: { readonly namespace: string; readonly name: string; readonly members: Members };
  /** For a toolkit that reads no description: the namespace of the operation and its parameters, then of the members of those, and so on inwards. */
  readonly namespaces: readonly string[];
  /** For the same one, where the action isn't the first namespace with the operation's name after it. */
  readonly action?: string;
}

export interface Members {
  readonly [name: string]: unknown;
}

export interface Fault {
  /** The toolkit's own class. */
  readonly kind: string;
  readonly code: string;
  readonly text: string;
  readonly detail: Members;
}

export interface Yes {
  readonly result: Members;
  /** The blocks of the answer's header. */
  readonly header: Readonly<Record<string, Members>>;
}

/** A program of this folder, with the interpreters that may have its toolkit. */
export interface Program {
  readonly file: string;
  readonly interpreters: readonly string[];
  readonly versions: readonly SoapVersion[];
}

// A Python that somebody put before the system's has none of the system's packages.
const PYTHON = ['python3', '/usr/bin/python3'];

export const PROGRAMS = {
  zeep: { file: 'ask-zeep.py', interpreters: PYTHON, versions: ['1.1', '1.2'] },
  suds: { file: 'ask-suds.py', interpreters: PYTHON, versions: ['1.1'] },
  'PHP SoapClient': { file: 'ask-soap-client.php', interpreters: ['php'], versions: ['1.1', '1.2'] },
  'SOAP::Lite': { file: 'ask-soap-lite.pl', interpreters: ['perl'], versions: ['1.1', '1.2'] },
} as const satisfies Readonly<Record<string, Program>>;

/** @returns an interpreter that runs the program, or undefined where the toolkit isn't on this machine */
export function findInterpreter({ file, interpreters }: Program): string | undefined {
  return interpreters.find((name) => spawnSync(name, [join(import.meta.dirname, file)], { input: '' }).status === 0);
}

export interface Toolkit {
  /** Name and version, as the program says them. */
  readonly name: string;
  /** Fails the test on a fault and on trouble in the toolkit. */
  readonly call: (order: Order) => Promise<Yes>;
  /** Fails the test unless the answer is a fault. */
  readonly faultOf: (order: Order) => Promise<Fault>;
  readonly close: () => Promise<void>;
}

type Said = Yes | { readonly fault: Fault } | { readonly trouble: string };

/** Starts a program. `interpreter` is one that has its toolkit. */
export async function startToolkit({ file }: Program, interpreter: string): Promise<Toolkit> {
  const child = spawn(interpreter, [join(import.meta.dirname, file)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Where the machine has a proxy for the way out, that one doesn't know this server.
    env: { ...process.env, no_proxy: '127.0.0.1', NO_PROXY: '127.0.0.1' },
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    assert.ok(done !== true, `${file} ended before it answered`);
    return JSON.parse(value);
  };
  const { toolkit } = (await read()) as { readonly toolkit: string };
  const ask = async (order: Order) => {
    child.stdin.write(`${JSON.stringify(order)}\n`);
    return (await read()) as Said;
  };
  return {
    name: toolkit,
    call: async (order) => {
      const said = await ask(order);
      assert.ok('result' in said, `${toolkit}, ${order.operation}: ${JSON.stringify(said)}`);
      return said;
    },
    faultOf: async (order) => {
      const said = await ask(order);
      assert.ok('fault' in said, `${toolkit}, ${order.operation}: ${JSON.stringify(said)}`);
      return said.fault;
    },
    close: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
