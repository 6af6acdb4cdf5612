/** What runs found, as it is kept in docs/benchmarks.json between them: a run of some sections or rows replaces those and leaves the others. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Figure, Ratio } from './figures.ts';

export interface Conditions {
  readonly day: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGibibytes: number;
  readonly system: string;
  readonly node: string;
  readonly isPinned: boolean;
  /** Share of all cores that other processes had just before the run. */
  readonly busyBefore: number;
  /** Milliseconds of an fsync after a 4 KiB write in the folder of the databases. */
  readonly syncMs: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly tokens: number;
}

export interface Compared {
  readonly name: string;
  readonly figure: Figure;
  readonly ratio: Ratio;
  /** What the ratio is to reach, where a goal was set. */
  readonly goal?: number;
}

export interface RowResult {
  readonly name: string;
  readonly title: string;
  readonly conditions: Conditions;
  readonly ours: Figure;
  readonly floor: Compared;
  readonly peers: readonly Compared[];
}

export interface CurveResult {
  readonly title: string;
  /** Requests per second by number of connections. */
  readonly points: readonly (readonly [connections: number, perSecond: number, p99Ms: number])[];
}

export interface ProcessResult {
  readonly conditions: Conditions;
  readonly issued: number;
  readonly residentMebibytes: number | undefined;
  readonly startMs: number;
  readonly tokensAtStart: number;
  readonly hashMs: number;
  /** Median time to refuse an unknown name, over that to refuse a wrong password. */
  readonly unknownToWrong: number;
}

export interface GrowthResult {
  readonly conditions: Conditions;
  readonly tokens: number;
  readonly bytesPerToken: number;
  readonly fillSeconds: number;
  /** Cost on the large table over cost on an empty one: with the request around it (core's time), and of the store alone (time). */
  readonly costs: readonly {
    readonly title: string;
    readonly empty: number;
    readonly large: number;
    readonly unit: string;
  }[];
  readonly sweep: {
    readonly rowsPerSecond: number;
    readonly before: Figure;
    readonly during: Figure;
  };
  readonly familyTokens: number;
  readonly revokeMs: number;
  readonly slowestDuringRevokeMs: number;
}

export interface PostgresResult {
  readonly conditions: Conditions;
  readonly version: string;
  readonly rows: readonly {
    readonly name: string;
    readonly title: string;
    readonly processes: number;
    readonly figure: Figure;
    /** Processor time that the database had besides, in microseconds for one request. */
    readonly databaseMicros: number | undefined;
    /** Requests for each second of a core that the servers used, over the same on SQLite. */
    readonly ofSqlitePerCore: number | undefined;
  }[];
}

export interface Results {
  readonly rows: Readonly<Record<string, RowResult>>;
  readonly curves: readonly CurveResult[];
  readonly process?: ProcessResult;
  readonly growth?: GrowthResult;
  readonly postgres?: PostgresResult;
}

export const NO_RESULTS: Results = { rows: {}, curves: [] };

const KEPT = new URL('../docs/benchmarks.json', import.meta.url);

export function readResults(): Results {
  try {
    // Written by `keepResults` and by nothing else.
    return JSON.parse(readFileSync(KEPT, 'utf8')) as Results;
  } catch {
    return NO_RESULTS;
  }
}

export function keepResults(results: Results): void {
  writeFileSync(KEPT, `${JSON.stringify(results, undefined, 1)}\n`);
}
