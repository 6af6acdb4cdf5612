/**
 * Writing XML text: what must be escaped in it, and the declaration. Elements are put together by the format that writes them.
 *
 * Escaping is that of .NET's XmlWriter, because deployed clients compare and cut such text. No character that XML 1.0 forbids is ever
 * written.
 */

/** The declaration that ASP.NET and ServiceStack put before the root, with nothing in between. */
export const xmlDeclaration = '<?xml version="1.0" encoding="utf-8"?>';

export const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** One look that finds nothing is the ordinary case. The second half of each class is what XML 1.0 section 2.2 forbids. */
const TEXT = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/;
const ATTRIBUTE = /[&<>"\t\n\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/;

/**
 * Character data: `&`, `<` and `>` become entities and a carriage return `&#xD;` (a reader would turn it into a line feed); quotes stay.
 * A character that XML 1.0 can't carry becomes U+FFFD: dropping it could join what it kept apart.
 */
export function xmlText(value: string): string {
  return TEXT.test(value) ? escaped(value, false) : value;
}

/** The value of an attribute between double quotes: as `xmlText`, and `"`, tab and line feed are escaped too. */
export function xmlAttribute(value: string): string {
  return ATTRIBUTE.test(value) ? escaped(value, true) : value;
}

function escaped(value: string, inAttribute: boolean): string {
  let written = '';
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    const replacement = replacementOf(code, value, at, inAttribute);
    if (replacement === undefined) continue;
    if (replacement === '') {
      at++;
      continue;
    }
    written += value.slice(from, at) + replacement;
    from = at + 1;
  }
  return written + value.slice(from);
}

/** What stands for one UTF-16 unit: undefined for itself, '' when it and the next are a pair that stays. */
function replacementOf(code: number, value: string, at: number, inAttribute: boolean): string | undefined {
  switch (code) {
    case 0x26:
      return '&amp;';
    case 0x3c:
      return '&lt;';
    case 0x3e:
      return '&gt;';
    case 0x0d:
      return '&#xD;';
    case 0x22:
      return inAttribute ? '&quot;' : undefined;
    case 0x09:
      return inAttribute ? '&#x9;' : undefined;
    case 0x0a:
      return inAttribute ? '&#xA;' : undefined;
    case 0xfffe:
    case 0xffff:
      return '\ufffd';
  }
  if (code < 0x20) return '\ufffd';
  if (code < 0xd800 || code > 0xdfff) return undefined;
  const next = value.charCodeAt(at + 1);
  return code < 0xdc00 && next >= 0xdc00 && next <= 0xdfff ? '' : '\ufffd';
}
