/** The tables of the page, and of what a run prints. */
import type { Compared, GrowthResult, PostgresResult, ProcessResult, RowResult } from './results.ts';

const MOST_RESIDENT_MEBIBYTES = 150;
const LONGEST_START_MS = 400;
const MOST_GROWTH = 1.3;
const LEAST_OF_SQLITE = 0.5;
/** A load that was at work for this share of the time may have been what bounded the row. */
const BUSY_LOAD = 0.95;

function number(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function judged(value: number, isReached: boolean, goal: string): string {
  return `${value.toFixed(2)}, goal ${goal}: ${isReached ? 'reached' : '**not reached**'}`;
}

function comparison({ ratio, goal }: Compared): string {
  const { throughput, cpu } = ratio;
  const byCore = cpu === undefined ? '' : ` (${cpu.toFixed(2)} by core time)`;
  return goal === undefined
    ? `${throughput.toFixed(2)}${byCore}`
    : `${judged(throughput, throughput >= goal, String(goal))}${byCore}`;
}

export function rowsPart(rows: readonly RowResult[]): string {
  const lines = rows.map(({ title, ours, floor, peers }) => {
    const against = peers
      .map((peer) => `${peer.name} ${number(peer.figure.perSecond)}/s: ${comparison(peer)}`)
      .join('<br>');
    const cost = ours.cpuMicros === undefined ? '' : ours.cpuMicros.toFixed(1);
    return `| ${title} | ${number(ours.perSecond)} | ${cost} | ${ours.p50Ms.toFixed(2)} / ${ours.p99Ms.toFixed(2)} | ${number(floor.figure.perSecond)} | ${comparison(floor)} | ${against} |`;
  });
  const bound = rows.filter(({ ours, floor }) => Math.max(ours.loadBusy, floor.figure.loadBusy) > BUSY_LOAD);
  const warning =
    bound.length === 0
      ? ''
      : `\n\nThe load had no time to spare in: ${bound.map(({ title }) => title).join(', ')}. There the server may be faster than shown.`;
  return `## Requests, on SQLite

| row | requests/s | µs of core | p50 / p99 ms | floor/s | of the floor | against peers in memory |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}${warning}`;
}

export function processPart({
  issued,
  residentMebibytes,
  startMs,
  tokensAtStart,
  hashMs,
  unknownToWrong,
}: ProcessResult): string {
  const resident =
    residentMebibytes === undefined
      ? 'not told by this system'
      : `${number(residentMebibytes)} MiB, goal under ${MOST_RESIDENT_MEBIBYTES}: ${residentMebibytes < MOST_RESIDENT_MEBIBYTES ? 'reached' : '**not reached**'}`;
  return `## The process

| | |
| --- | --- |
| memory resident after ${number(issued)} issued tokens | ${resident} |
| from the command to the first token, on a database of ${number(tokensAtStart)} tokens | ${number(startMs)} ms, goal under ${LONGEST_START_MS}: ${startMs < LONGEST_START_MS ? 'reached' : '**not reached**'} |
| one password check (argon2id), which the password row leaves out | ${hashMs.toFixed(1)} ms |
| time to refuse an unknown name, over that to refuse a wrong password | ${unknownToWrong.toFixed(3)} |`;
}

export function growthPart(growth: GrowthResult): string {
  const costs = growth.costs.map(({ title, empty, large, unit }) => {
    const ratio = large / empty;
    return `| ${title} | ${empty.toFixed(1)} ${unit} | ${large.toFixed(1)} ${unit} | ${judged(ratio, ratio <= MOST_GROWTH, `at most ${MOST_GROWTH}`)} |`;
  });
  const { sweep } = growth;
  return `## Growth: ${number(growth.tokens)} tokens against an empty table

| | empty | large | ratio |
| --- | --- | --- | --- |
${costs.join('\n')}

| | |
| --- | --- |
| on the disk for each live token, with its share of family, index and audit entry | ${number(growth.bytesPerToken)} bytes |
| sweeping while issuing under load | ${number(sweep.rowsPerSecond)} rows/s deleted; ${number(sweep.before.perSecond)} → ${number(sweep.during.perSecond)} requests/s, p99 ${sweep.before.p99Ms.toFixed(1)} → ${sweep.during.p99Ms.toFixed(1)} ms |
| revoking a family of ${number(growth.familyTokens)} tokens under load | ${growth.revokeMs.toFixed(1)} ms; slowest other answer meanwhile ${growth.slowestDuringRevokeMs.toFixed(1)} ms |`;
}

export function postgresPart({ version, rows }: PostgresResult): string {
  const lines = rows.map(({ name, title, processes, figure, databaseMicros, ofSqlitePerCore }) => {
    const share =
      ofSqlitePerCore === undefined
        ? ''
        : name === 'refresh' && processes === 2
          ? judged(ofSqlitePerCore, ofSqlitePerCore >= LEAST_OF_SQLITE, String(LEAST_OF_SQLITE))
          : ofSqlitePerCore.toFixed(2);
    return `| ${title} | ${processes} | ${number(figure.perSecond)} | ${figure.cpuMicros?.toFixed(1) ?? ''} | ${databaseMicros?.toFixed(1) ?? ''} | ${figure.p50Ms.toFixed(2)} / ${figure.p99Ms.toFixed(2)} | ${share} |`;
  });
  return `## Requests, on PostgreSQL

${version}, on the same machine and the same cores, \`synchronous_commit=on\`. The servers, the load and the database share what cores there are, so the
figure that counts is what a request costs the servers' cores, and beside it what it costs the database.

| row | processes | requests/s | µs of the servers' core | µs of the database | p50 / p99 ms | per server core, of SQLite |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}`;
}
