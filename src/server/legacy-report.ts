import { endFor, type LegacyEnd } from '../core/model/legacy-door.ts';
import { LEGACY_DOORS, nameOf } from './legacy-doors.ts';
import type { LegacyUse } from './legacy-uses.ts';

/** What an operator reads: each door, who uses it, since when and until when. Doors that nobody used are there too: they can be closed. */
export function legacyReport(uses: readonly LegacyUse[], ends: readonly LegacyEnd[]): string {
  const rows = LEGACY_DOORS.flatMap((entry) => {
    const name = nameOf(entry);
    const used = uses.filter((use) => use.entry === entry);
    const usedBy = new Set(used.map(({ clientId }) => clientId));
    const unused = ends.filter(
      (end) => nameOf(end) === name && end.clientId !== undefined && !usedBy.has(end.clientId),
    );
    const ended = (clientId: string | undefined) => {
      const end = endFor(ends, { dialect: entry.dialect, door: entry.door, clientId });
      return end === undefined ? '-' : end.at === 0 ? 'closed' : day(end.at);
    };
    const none = ['0', '0', '0', '-', '-'];
    const lines = [
      ...used.map(({ clientId, uses, people, turnedAway, firstAt, lastAt }) => [
        ...[name, clientId ?? '-', String(uses), String(people), String(turnedAway)],
        ...[day(firstAt), day(lastAt), ended(clientId)],
      ]),
      ...unused.map(({ clientId = '-' }) => [name, clientId, ...none, ended(clientId)]),
    ];
    return lines.length > 0 ? lines : [[name, '-', ...none, ended(undefined)]];
  });
  const table = [['door', 'client', 'uses', 'people', 'turned away', 'first', 'last', 'ends'], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
