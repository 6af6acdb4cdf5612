import { z } from 'zod/v3';
import type { LegacyEnd } from '../../core/model/legacy-door.ts';
import type { Policy } from '../../core/policy.ts';
import { LEGACY_DOORS, nameOf } from '../legacy-doors.ts';
import { setting, type ValuesOf } from './setting.ts';

const FORM = 'must be DOOR=DATE or DOOR@CLIENT=DATE, with commas between; a date is 2027-06-30, or off for at once';

const ends = z.string().transform((text, context): readonly LegacyEnd[] => {
  const read: LegacyEnd[] = [];
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const end = readEnd(part.trim());
    if (typeof end === 'string') {
      context.addIssue({ code: 'custom', message: end });
      return z.NEVER;
    }
    read.push(end);
  }
  const names = read.map((end) => `${nameOf(end)}@${end.clientId ?? ''}`);
  if (new Set(names).size < names.length) {
    context.addIssue({ code: 'custom', message: 'has two dates for one door' });
    return z.NEVER;
  }
  return read;
});

export const LEGACY = {
  legacyEnds: setting(
    'TESSERA_LEGACY_ENDS',
    ends,
    '',
    'When doors close that are older than RFC 9700: `yindo/password=2027-06-30` for everybody, `twinfield/delegation@demo-consumer=2027-06-30` for one client, whose own date goes before that of everybody; `off` in place of a date closes at once. A date means its first moment in UTC. [security.md](security.md) lists the doors, and `tessera legacy` who uses them.',
  ),
} as const;

export function legacyPolicy({ legacyEnds }: ValuesOf<typeof LEGACY>): Partial<Policy> {
  return { legacyEnds };
}

/** A door's end, or what is wrong with it. No word of it is repeated: a mistyped variable may hold anything. */
function readEnd(part: string): LegacyEnd | string {
  const [, name, clientId, date = ''] = /^([a-z]+\/[a-z-]+)(?:@(.+))?=([^=]*)$/.exec(part) ?? [];
  if (name === undefined) return FORM;
  const entry = LEGACY_DOORS.find((one) => nameOf(one) === name);
  if (entry === undefined) return `has a door that there isn't; there are ${LEGACY_DOORS.map(nameOf).join(', ')}`;
  const { dialect, door, permit } = entry;
  if (clientId !== undefined && permit === undefined)
    return `${name} knows no clients: it closes for everybody or nobody`;
  const at = readDate(date);
  return at === undefined ? FORM : { dialect, door, clientId, at };
}

function readDate(date: string): number | undefined {
  if (date === 'off') return 0;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const at = Date.parse(`${date}T00:00:00.000Z`);
  // Date.parse takes the 31st of February for the 3rd of March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? undefined : at;
}
