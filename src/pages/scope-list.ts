import { html, type Markup } from '../formats/markup.ts';
import type { ScopeWords } from './settings.ts';

/** What a client may do, in plain words; a scope that nobody has put in words is shown as it is. */
export function scopeList(scope: string, words: ScopeWords): Markup {
  const items = scope.split(' ').filter((word) => word !== '');
  if (items.length === 0) return html`<ul class="scopes"><li>do what you can do yourself</li></ul>`;
  return html`<ul class="scopes">
${items.map((word) => html`<li>${Object.hasOwn(words, word) ? (words[word] ?? word) : html`use <code>${word}</code>`}</li>\n`)}</ul>`;
}
