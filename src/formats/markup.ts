/**
 * HTML put together from pieces: whatever is put into a piece is text and is escaped, unless it is a piece itself. Nothing leaves nothing.
 */
import { htmlText } from './html.ts';

/** HTML that is safe to send as it is. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[] | undefined;

/** The tag of a piece: html`<b>${name}</b>`. Values stand between tags or inside the quotes of an attribute, never elsewhere. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  let markup = parts[0] ?? '';
  for (const [index, value] of values.entries()) markup += markupOf(value) + (parts[index + 1] ?? '');
  return { markup };
}

export const NO_MARKUP: Markup = { markup: '' };

function markupOf(value: Piece): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return htmlText(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}
