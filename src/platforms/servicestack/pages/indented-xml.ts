/** A document that was written without white space, indented by two spaces a level for people to read, and without its declaration. */
export function indentedXml(xml: string): string {
  const lines: string[] = [];
  let depth = 0;
  // A start tag and what follows it up to the next tag: text keeps its element on one line.
  for (const [piece, close, rest] of xml.matchAll(/<(\/?)[^>]*?(\/?)>[^<]*/g)) {
    if (piece.startsWith('<?')) continue;
    if (close === '/') depth--;
    const isOnLineOfItsStart = close === '/' && lines.at(-1)?.endsWith('>') === false;
    if (isOnLineOfItsStart) lines.push((lines.pop() ?? '') + piece);
    else lines.push('  '.repeat(depth) + piece);
    if (close === '' && rest === '') depth++;
  }
  return lines.join('\n');
}
