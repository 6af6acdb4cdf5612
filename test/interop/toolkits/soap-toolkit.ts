/**
 * SOAP toolkits of other languages, each behind a program of this folder.
 *
 * Programs keep nothing but what their toolkit keeps: a client for each description. They say what the toolkit made of an answer, with its own
 * readers: members that aren't there are left out, and a toolkit that hands out the only member of an answer by itself gets its name back. An order
 * is answered by a fault only where the toolkit raised its own class for one.
 */
import assert from 'node:assert/strict';
import { type Program, PYTHON, startProgram } from './program.ts';

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
  /** For the same one: the members that come before the others, which follow in the order of the alphabet. */
  readonly leading?: readonly string[];
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

export interface SoapProgram extends Program {
  readonly versions: readonly SoapVersion[];
}

export const PROGRAMS = {
  zeep: { file: 'ask-zeep.py', interpreters: PYTHON, versions: ['1.1', '1.2'] },
  suds: { file: 'ask-suds.py', interpreters: PYTHON, versions: ['1.1'] },
  'PHP SoapClient': { file: 'ask-soap-client.php', interpreters: ['php'], versions: ['1.1', '1.2'] },
  'SOAP::Lite': { file: 'ask-soap-lite.pl', interpreters: ['perl'], versions: ['1.1', '1.2'] },
} as const satisfies Readonly<Record<string, SoapProgram>>;

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
export async function startToolkit(program: SoapProgram, interpreter: string): Promise<Toolkit> {
  const { name, ask, close } = await startProgram(program, interpreter);
  const saidTo = async (order: Order) => {
    const said = (await ask(order)) as Said;
    return { said, what: `${name}, ${order.operation}: ${JSON.stringify(said)}` };
  };
  return {
    name,
    call: async (order) => {
      const { said, what } = await saidTo(order);
      assert.ok('result' in said, what);
      return said;
    },
    faultOf: async (order) => {
      const { said, what } = await saidTo(order);
      assert.ok('fault' in said, what);
      return said.fault;
    },
    close,
  };
}
