import { FORMATS, type Format } from './formats.ts';

/** In which format an answer goes out, and under which of its names. */
export interface Negotiated {
  readonly format: Format;
  readonly mediaType: string;
}

/** What answers whoever asked for nothing, for anything, or for nothing that there is: 406 is never said. */
export const FIRST_FORMAT: Negotiated = { format: 'json', mediaType: 'application/json' };

/** One entry of Accept. `rank` is 2 for a type, 1 for `text/*`, 0 for everything. */
interface Range {
  readonly type: string;
  readonly quality: number;
  readonly rank: 0 | 1 | 2;
}

/** Whoever sends more entries has the first of them looked at. */
const MOST_ENTRIES = 64;

/**
 * The format that an Accept header asks for, by Web API's own rule: the highest quality wins; of equal ones a type that is spelt out before
 * `text/*`, and that before everything; then the format that is registered first, whatever the order in the header. Entries that can't be
 * read and those of quality 0 count for nothing (reference page, section 12).
 */
export function negotiate(accept: string | undefined): Negotiated {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return FIRST_FORMAT;
  const ranges = readAccept(accept);
  let best: Range | undefined;
  let chosen: Negotiated = FIRST_FORMAT;
  for (const { format, mediaTypes } of FORMATS) {
    const match = firstMatch(ranges, mediaTypes);
    if (match === undefined || (best !== undefined && !isBefore(match.range, best))) continue;
    best = match.range;
    chosen = { format, mediaType: match.mediaType };
  }
  return chosen;
}

/** A format's place is that of the best entry which has one of its types. */
function firstMatch(ranges: readonly Range[], mediaTypes: readonly string[]) {
  for (const range of ranges) {
    const mediaType = mediaTypes.find((type) => isIn(type, range));
    if (mediaType !== undefined) return { range, mediaType };
  }
  return undefined;
}

function isIn(mediaType: string, { type, rank }: Range): boolean {
  if (rank === 0) return true;
  return rank === 1 ? mediaType.startsWith(type) : mediaType === type;
}

function isBefore(one: Range, other: Range): boolean {
  return one.quality > other.quality || (one.quality === other.quality && one.rank > other.rank);
}

/** The best first; entries that are equally good in the order in which they were sent. */
function readAccept(accept: string): readonly Range[] {
  const ranges: Range[] = [];
  for (const entry of accept.split(',', MOST_ENTRIES)) {
    const range = readRange(entry);
    if (range !== undefined && range.quality > 0) ranges.push(range);
  }
  return ranges.sort((one, other) => other.quality - one.quality || other.rank - one.rank);
}

const TYPE = /^[^\s/,;="]+\/[^\s/,;="]+$/;
const QUALITY = /^(?:[01](?:\.\d*)?|\.\d+)$/;

function readRange(entry: string): Range | undefined {
  const [first = '', ...parameters] = entry.split(';');
  const type = first.trim().toLowerCase();
  if (!TYPE.test(type)) return undefined;
  let quality = 1;
  for (const parameter of parameters) {
    const equals = parameter.indexOf('=');
    if (equals < 0 || parameter.slice(0, equals).trim().toLowerCase() !== 'q') continue;
    const said = parameter.slice(equals + 1).trim();
    if (!QUALITY.test(said) || Number(said) > 1) return undefined;
    quality = Number(said);
  }
  if (type === '*/*') return { type, quality, rank: 0 };
  return type.endsWith('/*') ? { type: type.slice(0, -1), quality, rank: 1 } : { type, quality, rank: 2 };
}
