/** The one type that BasicHttpBinding takes and gives. */
export const MESSAGE_TYPE = 'text/xml; charset=utf-8';

/** The charset parameter in lower case, or the refusal. */
export type ContentTypeReading =
  | { readonly ok: true; readonly charset: string | undefined }
  /** `reason` is the phrase of the 415. */
  | { readonly ok: false; readonly reason: string };

/** WCF's text encoder writes and reads these and no others. */
const CHARSETS: ReadonlySet<string> = new Set(['utf-8', 'utf-16', 'utf-16le', 'utf-16be']);

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

const PLAIN: ContentTypeReading = { ok: true, charset: undefined };

/** ASP.NET sends no longer reason phrase. */
const LONGEST_REASON = 512;

/**
 * Whether a body of this type can be a message: `text/xml` in any case, with no charset or one of UTF's. The reason phrases are WCF's own
 * (projector-wcf reference, "The WCF BasicHttpBinding platform on the wire").
 */
export function readContentType(value: string | undefined): ContentTypeReading {
  if (value === undefined || value === '') return { ok: false, reason: 'Missing Content Type' };
  if (value === 'text/xml') return PLAIN;
  const end = value.indexOf(';');
  const media = end === -1 ? value : value.slice(0, end);
  if (media.trim().toLowerCase() !== 'text/xml') return unexpected(value);
  const charset = CHARSET.exec(value)?.[1]?.toLowerCase();
  if (charset === undefined) return PLAIN;
  return CHARSETS.has(charset) ? { ok: true, charset } : unexpected(value);
}

function unexpected(value: string): ContentTypeReading {
  // A reason phrase is one line of ASCII, whatever the client put into its header.
  const shown = value.replace(/[^\x20-\x7e]/g, '?');
  const reason = `Cannot process the message because the content type '${shown}' was not the expected type '${MESSAGE_TYPE}'.`;
  return { ok: false, reason: reason.slice(0, LONGEST_REASON) };
}
