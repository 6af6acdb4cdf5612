import type { BenchRun } from '../bench-run.ts';
import type { CurveResult } from '../results.ts';
import type { Target } from '../target.ts';
import { chosenRows, measureOne } from './rows.ts';

const CONNECTIONS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/** A point needs less than a row: it is read beside its neighbours. */
const SHARE_OF_SECONDS = 0.5;

/** Throughput of the plotted rows against the number of connections. */
export async function measureConnections(run: BenchRun, server: Target): Promise<readonly CurveResult[]> {
  const { seconds, warmUpSeconds } = run.options;
  const curves: CurveResult[] = [];
  for (const row of chosenRows(run.options).filter(({ isPlotted }) => isPlotted === true)) {
    const points: [number, number, number][] = [];
    for (const connections of CONNECTIONS) {
      const terms = { connections, seconds: seconds * SHARE_OF_SECONDS, warmUpSeconds: warmUpSeconds / 2 };
      const { perSecond, p99Ms } = await measureOne(run.loader, server, row.ours, terms);
      points.push([connections, perSecond, p99Ms]);
    }
    curves.push({ title: row.title, points });
    run.say(`${row.title}: ${points.map(([count, rate]) => `${count} → ${Math.round(rate)}/s`).join(', ')}`);
  }
  return curves;
}
