/**
 * Instants in the words of .NET's wires. An instant is epoch milliseconds, as everywhere in this house.
 */

/** What .NET's DateTime can hold: the years 1 to 9999. */
const EARLIEST = -62_135_596_800_000;
const LATEST = 253_402_300_799_999;

/**
 * An `xs:dateTime` in UTC with seven fractional digits, e.g. `2021-12-08T16:19:04.5680000Z`, as Projector's vendor samples have it. An
 * instant outside .NET's years becomes the nearest one inside.
 */
export function writeNetTimestamp(at: number): string {
  const iso = new Date(Math.min(Math.max(at, EARLIEST), LATEST)).toISOString();
  return `${iso.slice(0, 23)}0000Z`;
}

/** The same as XmlSerializer has it: without the zeros that end the fraction, and without a fraction that is nothing else. */
export function writeNetDateTime(at: number): string {
  return writeNetTimestamp(at).replace(/\.?0+Z$/, 'Z');
}

/** The RFC 1123 form, e.g. `Sat, 21 Nov 2026 01:07:28 GMT`; milliseconds are cut off. */
export function writeHttpDate(at: number): string {
  return new Date(at).toUTCString();
}

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))?$/;

/**
 * Reads an `xs:dateTime`, white space around it allowed; undefined when it isn't one. Fractions beyond milliseconds are cut off, and a
 * time without a zone is taken as UTC.
 */
export function readNetDateTime(text: string): number | undefined {
  const parts = DATE_TIME.exec(text.trim());
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, sign, zoneHour, zoneMinute] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}Z`;
  const local = Date.parse(iso);
  // A day that the month doesn't have is carried into the next one by the parser, and comes back with another name.
  if (year === '0000' || Number.isNaN(local) || new Date(local).toISOString() !== iso) return undefined;
  if (sign === undefined) return local;
  const zoneMinutes = Number(zoneHour) * 60 + Number(zoneMinute);
  if (Number(zoneMinute) > 59 || zoneMinutes > 14 * 60) return undefined;
  return sign === '+' ? local - zoneMinutes * 60_000 : local + zoneMinutes * 60_000;
}
