import { html, type Markup } from '../formats/markup.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Since which day, by UTC, as people write it: `since 21 November 2026`. The machine isn't asked which language that would be. */
export function since(at: number): Markup {
  const date = new Date(at);
  const plain = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return html`since <time datetime="${date.toISOString().slice(0, 10)}">${plain}</time>`;
}
