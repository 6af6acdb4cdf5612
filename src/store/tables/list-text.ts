/** Lists of short texts kept in one column, an item on each line, since neither database is asked to look inside. */

/** @throws when an item is empty or has a line break in it: it couldn't be read back. */
export function listToText(items: readonly string[]): string {
  for (const item of items) {
    if (item === '' || item.includes('\n')) throw new Error('An item of a list is empty or has a line break in it.');
  }
  return items.join('\n');
}

export function textToList(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}
