/**
 * Carries tokens that an answer has changed into the requests that present them.
 *
 * Random bytes count up, so an answer that is written anew may hold other tokens than the page has. Which new text stands for which old one is told by
 * what stands before it: the same words, the same time in a row.
 */

const TOKEN = /[A-Za-z0-9_+/.-]{16,}={0,2}/g;

/** The texts in an answer that may be tokens. */
export function tokensIn(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/** How much of what stands before a token tells what it is. */
const CONTEXT = 24;

/** Which texts of an old answer have become which of a new one. */
export function findChangedTokens(before: string, after: string): ReadonlyMap<string, string> {
  const fresh = tokensByPlace(after);
  const changed = new Map<string, string>();
  for (const [place, token] of tokensByPlace(before)) {
    const now = fresh.get(place);
    if (now !== undefined && now !== token) changed.set(token, now);
  }
  return changed;
}

function tokensByPlace(text: string): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const seen = new Map<string, number>();
  // What stands before is compared without tokens, which may have changed themselves.
  const plain = text.replace(TOKEN, (token) => '\0'.repeat(token.length));
  for (const match of text.matchAll(TOKEN)) {
    const before = nearest(plain.slice(Math.max(0, match.index - CONTEXT), match.index));
    const count = (seen.get(before) ?? 0) + 1;
    seen.set(before, count);
    places.set(`${before}\u0001${count}`, match[0]);
  }
  return places;
}

/** From the last place where a member, an element or a line begins, so that a new neighbour changes nothing. */
function nearest(context: string): string {
  return (/[{,;&<\n][^{,;&<\n]*$/.exec(context)?.[0] ?? context).replace(/^[{,]/, ',').replace(/\0+/g, '\0');
}

/** The text with every changed token in its new form, also where it is written percent-encoded. */
export function carryTokens(text: string, changed: ReadonlyMap<string, string>): string {
  if (changed.size === 0) return text;
  const forms = new Map<string, string>();
  for (const [before, after] of changed) {
    forms.set(before, after);
    forms.set(encodeURIComponent(before), encodeURIComponent(after));
  }
  // Longest first, so that a token which begins another doesn't tear it.
  const longestFirst = [...forms.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'g');
  return text.replace(pattern, (found) => forms.get(found) ?? found);
}
