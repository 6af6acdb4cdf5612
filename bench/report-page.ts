/**
 * Writes docs/benchmarks.md from the results. Everything but the part between the two marks at its end is made anew each time; what stands
 * there is written by hand and kept.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { plot } from './report-plot.ts';
import { growthPart, postgresPart, processPart, rowsPart } from './report-tables.ts';
import type { Conditions, Results } from './results.ts';

const PAGE = new URL('../docs/benchmarks.md', import.meta.url);
const KEPT_FROM = '<!-- kept: written by hand from here on -->';
const NOTHING_KEPT = `
## Where a goal is not reached

Nothing is written here yet.
`;

export function writePage(results: Results): void {
  writeFileSync(PAGE, pageOf(results, keptPart()));
}

function keptPart(): string {
  try {
    const page = readFileSync(PAGE, 'utf8');
    const at = page.indexOf(KEPT_FROM);
    return at < 0 ? NOTHING_KEPT : page.slice(at + KEPT_FROM.length);
  } catch {
    return NOTHING_KEPT;
  }
}

function pageOf(results: Results, kept: string): string {
  const { rows, curves, process, growth, postgres } = results;
  const conditions = Object.values(rows)[0]?.conditions ?? process?.conditions ?? growth?.conditions;
  const parts = [
    '# Benchmarks',
    'Written by `node bench/run.ts`, which is also how to repeat it. Other machines give other figures; the ratios within one run are what holds.',
    conditions === undefined ? '' : conditionsPart(conditions),
    Object.keys(rows).length === 0 ? '' : rowsPart(Object.values(rows)),
    curves.length === 0 ? '' : `## Throughput against connections\n\n${plot(curves)}`,
    postgres === undefined ? '' : postgresPart(postgres),
    growth === undefined ? '' : growthPart(growth),
    process === undefined ? '' : processPart(process),
    WHAT_IS_MEASURED,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n\n${KEPT_FROM}${kept}`;
}

function conditionsPart(conditions: Conditions): string {
  const { processor, cores, memoryGibibytes, system, node, isPinned, busyBefore, syncMs } = conditions;
  const pinned = isPinned
    ? 'the servers on the first core, the load on the second'
    : 'processes could not be kept to one core each, so the figures are not comparable with others';
  return `## The machine and the conditions

| | |
| --- | --- |
| machine | ${processor}, ${cores} cores, ${memoryGibibytes} GiB, ${system} |
| Node.js | ${node} |
| cores | ${pinned} |
| other processes just before | ${(busyBefore * 100).toFixed(0)} % of all cores |
| one fsync of 4 KiB | ${syncMs.toFixed(2)} ms |
| load | ${conditions.connections} connections kept alive, one request at a time on each, over loopback |
| table | ${conditions.tokens.toLocaleString('en')} tokens in it before the first request |
| rounds | ${conditions.rounds} of ${conditions.seconds} s for each server, by turns; medians |
| day | ${conditions.day} |`;
}

const WHAT_IS_MEASURED = `## What is measured

- The server under test is the whole of Tessera with every dialect, as \`npm start\` puts it together, over SQLite:
  nobody is answered before the change and its audit entry are on the disk. The peers keep everything in memory and nothing else.
- The load is a client of our own over bare sockets. Its share of its core is watched: a row where the load had no time to spare would say so.
- The form floor is a bare \`node:http\` server that parses the same request and writes the same answer as JSON; the SOAP floor reads the same
  envelope and sends the same bytes without parsing. Both send the same headers as our answer.
- A ratio is the median over rounds of the ratio within one round. "By core time" is the same ratio of the processor time that one request took
  the server, which other processes on the machine disturb less.
- An answer that isn't the expected yes ends the run.
- The table is filled with pairs of an access token and a refresh token, each pair with its family and its audit entry; an eighth of all tokens can only be found
  by a fingerprint, as short tickets are. Two thousand of them are looked up in turn, spread over the whole table: few enough for the
  embedded store to answer from memory after the first time, as it does for a resource server that asks about the same tokens all day. In the growth part they are
  twenty thousand in both tables, and it does not.
- oidc-provider runs with the adapter that it comes with, @node-oauth/oauth2-server over maps and with passwords compared as they are,
  node-soap with an operation that does nothing. Where a peer has no such endpoint, the row has no peer; acquire is held against node-soap's OAuthLogon.`;
