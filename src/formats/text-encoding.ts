/**
 * From the bytes of a message to its text.
 *
 * The order is that of RFC 7303 section 3: a byte order mark, then the charset parameter, then an XML declaration, then UTF-8. Bytes that
 * aren't text in the encoding so found are reported: nothing is ever replaced silently, since what stands in a message may be a password.
 */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1' | 'windows-1252';

export type Decoding =
  | { readonly ok: true; readonly text: string }
  /** The bytes aren't text in this encoding. */
  | { readonly ok: false; readonly encoding: Encoding };

/** ASCII is read as the UTF-8 that it is a part of, so that a client which names the wrong one of the two is understood. */
const CHARSETS: ReadonlyMap<string, Encoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['ascii', 'utf-8'],
  ['utf-16', 'utf-16le'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['windows-1252', 'windows-1252'],
]);

const DECODERS = {
  'utf-8': new TextDecoder('utf-8', { fatal: true }),
  'utf-16le': new TextDecoder('utf-16le', { fatal: true }),
  'utf-16be': new TextDecoder('utf-16be', { fatal: true }),
  'windows-1252': new TextDecoder('windows-1252', { fatal: true }),
};

/** The encoding that a charset parameter names (case and white space don't matter), or undefined when it isn't known here. */
export function encodingOf(charset: string): Encoding | undefined {
  return CHARSETS.get(charset.trim().toLowerCase());
}

/**
 * The text without its byte order mark, or the encoding in which the bytes make none. `charset` is the parameter of the content type with
 * its quotes taken off; an unknown one counts as absent. ASP.NET reads `text/*` without a charset as ASCII and turns every other
 * byte into a question mark; valid UTF-8 is taken there instead, because deployed clients send it.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): Decoding {
  return decode(bytes, byMark(bytes) ?? (charset === undefined ? undefined : encodingOf(charset)) ?? byContent(bytes));
}

function decode(bytes: Uint8Array, encoding: Encoding): Decoding {
  if (encoding === 'iso-8859-1') return { ok: true, text: latin1(bytes) };
  try {
    return { ok: true, text: DECODERS[encoding].decode(bytes) };
  } catch {
    return { ok: false, encoding };
  }
}

/** TextDecoder takes this name for windows-1252, which reads 80 to 9F otherwise. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function byMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Long enough for every declaration that is in use. */
const DECLARATION_BYTES = 200;
const DECLARED = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/;

/** XML 1.0 appendix F: the first characters of a document are known, so they show how wide a character is. */
function byContent(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  // '<?' and nothing else can start a declaration.
  if (bytes[0] !== 0x3c || bytes[1] !== 0x3f) return 'utf-8';
  const name = DECLARED.exec(latin1(bytes.subarray(0, DECLARATION_BYTES)))?.[1];
  const declared = name === undefined ? undefined : encodingOf(name);
  // A declaration that can be read byte by byte isn't UTF-16, whatever it says; .NET's StringWriter makes such documents.
  return declared === undefined || declared === 'utf-16le' || declared === 'utf-16be' ? 'utf-8' : declared;
}
