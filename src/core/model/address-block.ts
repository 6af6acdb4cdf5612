/**
 * The addresses that count as one when attempts are counted: an IPv4 address alone, and the whole /64 of an IPv6 address, since that is what one
 * customer is given and may pick from at will (RFC 6177 section 2). An IPv4 address mapped into IPv6 is itself. What can't be read is one
 * block together, so that no new spelling is a new beginning.
 * @param address without a port; a zone (`%eth0`) counts for nothing
 */
export function addressBlock(address: string): string {
  const [plain = ''] = address.split('%');
  if (IPV4.test(plain)) return plain;
  const groups = groupsOf(plain);
  if (groups === undefined) return 'unreadable';
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const GROUP = /^[0-9a-f]{1,4}$/i;
const GROUPS = 8;

/** The eight numbers of an IPv6 address, or undefined when it is none (RFC 4291 section 2.2). */
function groupsOf(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  // Only what ends the address may be written as IPv4 is.
  const [head, tail] = halves.map((half, index) => readGroups(half, index === halves.length - 1));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === GROUPS ? head : undefined;
  if (tail === undefined || head.length + tail.length >= GROUPS) return undefined;
  return [...head, ...new Array<number>(GROUPS - head.length - tail.length).fill(0), ...tail];
}

function readGroups(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const dotted = isLast && IPV4.test(last) ? dottedGroups(parts.pop() ?? '') : [];
  if (!parts.every((part) => GROUP.test(part))) return undefined;
  return [...parts.map((part) => Number.parseInt(part, 16)), ...dotted];
}

function dottedGroups(text: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return [(a << 8) | b, (c << 8) | d];
}
