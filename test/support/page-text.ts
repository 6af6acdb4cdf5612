/**
 * The text of one of our pages, as somebody gets it who selects all of it in a browser and copies: the rules of `innerText` (HTML standard, section
 * 3.2.7) as far as pages without tables, lists and hidden parts need them. The browser's own word is asked in test/browser.
 */

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Paragraphs are set apart by an empty line, other blocks by a line break. */
const BREAKS: Readonly<Record<string, number>> = { p: 2, h1: 1, h2: 1, h3: 1, header: 1, main: 1, section: 1, pre: 1 };

const INLINE = new Set(['a', 'var']);

export function pageText(html: string): string {
  const body = /<body>(.*)<\/body>/s.exec(html)?.[1];
  if (body === undefined) throw new Error('The page has no body.');
  let text = '';
  let owed = 0;
  let inPre = false;
  for (const [, tag, between] of body.matchAll(/<(\/?[a-z0-9]+)[^>]*>|([^<]+)/g)) {
    if (between !== undefined) {
      const said = inPre ? between : between.replace(/\s+/g, ' ').replace(/^ $/, '');
      if (said === '') continue;
      text += (text === '' ? '' : '\n'.repeat(owed)) + unescaped(said);
      owed = 0;
      continue;
    }
    const name = tag?.replace('/', '') ?? '';
    if (name === 'br') text += '\n';
    else if (name in BREAKS) owed = Math.max(owed, BREAKS[name] ?? 0);
    else if (!INLINE.has(name)) throw new Error(`How ${name} breaks lines isn't known here.`);
    if (name === 'pre') inPre = tag === 'pre';
  }
  return text;
}

function unescaped(text: string): string {
  return text.replace(/&([a-z0-9#]+);/g, (found, name: string) => ENTITIES[name] ?? found);
}
