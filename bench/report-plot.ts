import type { CurveResult } from './results.ts';

const WIDTH = 46;

/** A plot in text: for each row and number of connections a bar, all on one scale, with the figure beside it. */
export function plot(curves: readonly CurveResult[]): string {
  const most = Math.max(...curves.flatMap(({ points }) => points.map(([, rate]) => rate)));
  const blocks = curves.map(({ title, points }) => {
    const bars = points.map(([connections, rate, p99Ms]) => {
      const bar = '█'.repeat(Math.max(1, Math.round((rate / most) * WIDTH)));
      return `${String(connections).padStart(5)} ${bar.padEnd(WIDTH)} ${Math.round(rate).toLocaleString('en').padStart(7)}/s  p99 ${p99Ms.toFixed(1)} ms`;
    });
    return `${title}\n${bars.join('\n')}`;
  });
  return `\`\`\`text\n${blocks.join('\n\n')}\n\`\`\``;
}
