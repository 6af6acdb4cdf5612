/**
 * Text in HTML: what must be escaped so that it stays text, between tags and in an attribute between double quotes alike.
 */

const SPECIAL = /[&<>"']/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Whatever the text holds, a browser shows it and runs nothing of it (HTML standard, section 13.3). */
export function htmlText(text: string): string {
  return text.replace(SPECIAL, (character) => ENTITIES[character] ?? character);
}
