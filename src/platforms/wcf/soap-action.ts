/**
 * The action that a SOAPAction header names, as WCF takes it: URL-decoded, then one pair of quotes stripped. No header is the empty action.
 * Text that isn't proper URL encoding stays as it is; no operation has such a name.
 */
export function readSoapAction(header: string | readonly string[] | undefined): string {
  if (header === undefined) return '';
  const text = decoded(typeof header === 'string' ? header : header.join(', '));
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function decoded(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
