/**
 * Bytes as a page writes them: UTF-8 text, and between ⟨ and ⟩ what text can't show. The rules are in wire/README.md.
 */

const NAMED: Readonly<Record<string, readonly number[]>> = {
  CR: [0x0d],
  LF: [0x0a],
  TAB: [0x09],
  SP: [0x20],
  BOM: [0xef, 0xbb, 0xbf],
};

/** No block stands for more bytes than this. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The bytes that a text stands for.
 * @throws when something between ⟨ and ⟩ is none of the forms, or a bracket has no partner
 */
export function readByteText(text: string): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('⟨', at);
    if (open < 0) break;
    const close = text.indexOf('⟩', open);
    if (close < 0) throw new Error('⟨ without ⟩');
    parts.push(Buffer.from(text.slice(at, open)), readEscape(text.slice(open + 1, close)));
    at = close + 1;
  }
  const rest = text.slice(at);
  parts.push(Buffer.from(rest));
  return Buffer.concat(parts);
}

function readEscape(inside: string): Buffer {
  const named = NAMED[inside];
  if (named !== undefined) return Buffer.from(named);
  if (/^[0-9A-F]{2}( [0-9A-F]{2})*$/.test(inside)) return Buffer.from(inside.replaceAll(' ', ''), 'hex');
  const repeated = /^(\d{1,8}) × (".*")$/.exec(inside);
  if (repeated !== null) {
    const [, count = '', quoted = ''] = repeated;
    const unit = readQuoted(quoted);
    if (unit.length * Number(count) > MOST_BYTES) throw new Error(`⟨${inside}⟩ is too much`);
    return Buffer.from(unit.repeat(Number(count)));
  }
  throw new Error(`⟨${inside}⟩ is none of the forms that wire/README.md names`);
}

function readQuoted(quoted: string): string {
  try {
    const text: unknown = JSON.parse(quoted);
    if (typeof text === 'string') return text;
  } catch {
    // Said below with what was found.
  }
  throw new Error(`${quoted} is no JSON string`);
}

/** Bytes as text that `readByteText` reads back, and that neither an editor nor Markdown will change. */
export function writeByteText(bytes: Buffer): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    text += length === 0 ? hex(bytes.subarray(at, at + 1)) : writeCharacter(bytes.toString('utf8', at, at + length));
    at += Math.max(1, length);
  }
  return text
    .replace(/ +(?=\n|$)/g, (spaces) => '⟨SP⟩'.repeat(spaces.length))
    .replace(/\n$/, '⟨LF⟩')
    .replace(/^```/gm, '⟨60⟩``');
}

function hex(bytes: Uint8Array): string {
  return `⟨${[...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')}⟩`;
}

function writeCharacter(character: string): string {
  if (character === '\n') return character;
  if (character === '\r') return '⟨CR⟩';
  if (character === '\t') return '⟨TAB⟩';
  if (character === '\uFEFF') return '⟨BOM⟩';
  if (character === '⟨' || character === '⟩' || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u.test(character)) {
    return hex(Buffer.from(character));
  }
  return character;
}

/** How many bytes the UTF-8 sequence at a place has, or 0 when there is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const text = bytes.toString('utf8', at, at + length);
  return at + length <= bytes.length && Buffer.from(text).equals(bytes.subarray(at, at + length)) ? length : 0;
}
