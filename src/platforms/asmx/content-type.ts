/**
 * The Content-Type of a SOAP request, read the way ASMX reads it: by semicolons, which is laxer than RFC 9110 section 8.3. Clients send
 * `;action=…` without a space and unquoted URLs as values, and are understood.
 */

export interface ContentType {
  /** What comes before the first semicolon, in small letters. */
  readonly base: string;
  readonly charset: string | undefined;
  /** The action parameter of SOAP 1.2, unquoted and still percent-encoded. */
  readonly action: string | undefined;
}

export const SOAP_11_TYPE = 'text/xml';
export const SOAP_12_TYPE = 'application/soap+xml';

/** Reads the header; an absent one has an empty base. Of a repeated parameter the first counts. */
export function readContentType(header: string | undefined): ContentType {
  if (header === undefined) return { base: '', charset: undefined, action: undefined };
  const parts = header.split(';');
  const base = (parts[0] ?? '').trim().toLowerCase();
  return { base, charset: parameter(parts, 'charset'), action: parameter(parts, 'action') };
}

/** Whether the type may carry SOAP of any version. */
export function isSoapType(type: ContentType): boolean {
  return type.base === SOAP_11_TYPE || type.base === SOAP_12_TYPE;
}

function parameter(parts: readonly string[], name: string): string | undefined {
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i] ?? '';
    const equals = part.indexOf('=');
    if (equals === -1 || part.slice(0, equals).trim().toLowerCase() !== name) continue;
    const value = unquoted(part.slice(equals + 1));
    if (value !== '') return value;
  }
  return undefined;
}

/** Without the quotes and white space around it, in whatever order they come. */
function unquoted(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isTrim(text.charCodeAt(from))) from++;
  while (to > from && isTrim(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

function isTrim(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x22 || code === 0x27;
}
