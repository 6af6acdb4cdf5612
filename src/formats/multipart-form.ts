/**
 * Reading `multipart/form-data` (RFC 7578): the fields of a form, each in a part of its own. Parts with a file name are files, not fields, and are passed
 * over, as .NET keeps them apart.
 */
import { type FormPair, type FormReading, largestForm } from './form.ts';

type MultipartReading = FormReading | { readonly ok: false; readonly fault: 'broken-parts' };

const BROKEN = { ok: false, fault: 'broken-parts' } as const;

const BOUNDARY = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s";]{1,70}))/i;

const DISPOSITION = /^content-disposition:[ \t]*form-data[ \t]*(;.*)$/im;

/** .NET leaves the quotes out where it can. */
const NAME = /;\s*name\s*=\s*(?:"([^"]*)"|([^\s";]+))/i;

const FILE_NAME = /;\s*filename\*?\s*=/i;

/** A byte order mark at the start is dropped. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a request body. Names are kept as they were sent, and fields in their order.
 * @param contentType the header, which names the boundary (RFC 2046 section 5.1.1)
 */
export function readMultipartForm(bytes: Uint8Array, contentType: string): MultipartReading {
  const found = BOUNDARY.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) return BROKEN;
  // One character for each byte, so that a part of it is still bytes.
  const text = `\r\n${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')}`;
  const form: FormPair[] = [];
  // Before the first boundary stands what is for nobody, and after the last one, too.
  for (const part of text.split(`\r\n--${boundary}`, largestForm + 2).slice(1)) {
    if (part.startsWith('--')) return { ok: true, form };
    if (form.length === largestForm) return { ok: false, fault: 'too-many-fields' };
    const headEnd = part.indexOf('\r\n\r\n');
    const disposition = DISPOSITION.exec(part.slice(0, Math.max(0, headEnd)))?.[1];
    if (disposition === undefined || !/^[ \t]*\r\n/.test(part)) return BROKEN;
    if (FILE_NAME.test(disposition)) continue;
    const name = NAME.exec(disposition);
    if (name === null) return BROKEN;
    try {
      form.push([textOf(name[1] ?? name[2] ?? ''), textOf(part.slice(headEnd + 4))]);
    } catch {
      return { ok: false, fault: 'not-utf-8' };
    }
  }
  return BROKEN;
}

/** @throws when the bytes are no UTF-8 */
function textOf(latin1: string): string {
  return UTF_8.decode(Buffer.from(latin1, 'latin1'));
}
