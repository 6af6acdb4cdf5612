/** What one load tells, in the units in which it is reported, and the arithmetic over rounds. */
import type { LoadOutcome } from './load/load.ts';

export interface Figure {
  readonly perSecond: number;
  /** Microseconds of the server's core for one request; undefined where the system doesn't tell. */
  readonly cpuMicros: number | undefined;
  /** Share of the counted time that the server had a core, and that the load was at work. */
  readonly serverCpu: number | undefined;
  readonly loadBusy: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly slowestMs: number;
}

export function figureOf(outcome: LoadOutcome): Figure {
  const { answers, seconds, serverCpuSeconds, loadBusySeconds, p50Ms, p99Ms, slowestMs } = outcome;
  return {
    perSecond: answers / seconds,
    cpuMicros: serverCpuSeconds === undefined ? undefined : (serverCpuSeconds * 1e6) / answers,
    serverCpu: serverCpuSeconds === undefined ? undefined : serverCpuSeconds / seconds,
    loadBusy: loadBusySeconds / seconds,
    p50Ms,
    p99Ms,
    slowestMs,
  };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function medianOf(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : median(known);
}

/** Each member's median over the rounds. */
export function medianFigure(rounds: readonly Figure[]): Figure {
  return {
    perSecond: median(rounds.map((round) => round.perSecond)),
    cpuMicros: medianOf(rounds.map((round) => round.cpuMicros)),
    serverCpu: medianOf(rounds.map((round) => round.serverCpu)),
    loadBusy: median(rounds.map((round) => round.loadBusy)),
    p50Ms: median(rounds.map((round) => round.p50Ms)),
    p99Ms: median(rounds.map((round) => round.p99Ms)),
    slowestMs: median(rounds.map((round) => round.slowestMs)),
  };
}

export interface Ratio {
  /** Of requests per second: the median over rounds of the ratio within each round. */
  readonly throughput: number;
  /** The same of the core's time for one request, upside down, so that more is better here too. It stands noise from other processes better. */
  readonly cpu: number | undefined;
}

export function ratioOf(ours: readonly Figure[], theirs: readonly Figure[]): Ratio {
  const pairs = ours.flatMap((figure, round) => {
    const other = theirs[round];
    return other === undefined ? [] : [[figure, other] as const];
  });
  return {
    throughput: median(pairs.map(([a, b]) => a.perSecond / b.perSecond)),
    cpu: medianOf(
      pairs.map(([a, b]) =>
        a.cpuMicros === undefined || b.cpuMicros === undefined ? undefined : b.cpuMicros / a.cpuMicros,
      ),
    ),
  };
}
