/** Runs a program of this folder: it gets an order as a line of JSON on stdin, and answers with one on stdout. Its first line says what it is. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** Where the machine has a proxy for the way out, that one doesn't know this server. */
export const ENVIRONMENT = { ...process.env, no_proxy: '127.0.0.1', NO_PROXY: '127.0.0.1' };

/** A program, with the interpreters that may have what it needs. */
export interface Program {
  readonly file: string;
  readonly interpreters: readonly string[];
}

/** A Python that somebody put before the system's has none of the system's packages. */
export const PYTHON = ['python3', '/usr/bin/python3'];

/** @returns an interpreter that runs the program, or undefined where what it needs isn't on this machine */
export function findInterpreter({ file, interpreters }: Program): string | undefined {
  return interpreters.find((name) => spawnSync(name, [pathOf(file)], { input: '' }).status === 0);
}

export interface Running {
  /** Name and version of what the program drives, as it says them. */
  readonly name: string;
  readonly ask: (order: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export async function startProgram({ file }: Program, interpreter: string): Promise<Running> {
  const child = spawn(interpreter, [pathOf(file)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: ENVIRONMENT,
  });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const read = async () => {
    const { value, done } = await lines.next();
    assert.ok(done !== true, `${file} ended before it answered`);
    return JSON.parse(value);
  };
  const { toolkit } = (await read()) as { readonly toolkit: string };
  return {
    name: toolkit,
    ask: (order) => {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      return read();
    },
    close: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

function pathOf(file: string): string {
  return resolve(import.meta.dirname, file);
}
