import type { Manner } from '../../../src/verifier/held-request.ts';

/** Where a proxy of a test stands, and between what. */
export interface Place {
  /** A folder of its own. */
  readonly folder: string;
  readonly port: number;
  /** The address of `/verify`. */
  readonly verify: string;
  /** Host and port of the application behind the proxy. */
  readonly application: string;
}

/** A reverse proxy that asks `/verify`, run with the example of docs/verifier.md. */
export interface ReverseProxy {
  /** Which is its command, too. */
  readonly name: string;
  /** What makes it tell its version, and so whether it is there. */
  readonly versionArguments: readonly string[];
  /** How it tells which request it holds. */
  readonly manner: Manner;
  /** The texts of its files, by name. */
  readonly files: (place: Place) => Readonly<Record<string, string>>;
  /** Starts it in the foreground. */
  readonly runArguments: (folder: string) => readonly string[];
}
