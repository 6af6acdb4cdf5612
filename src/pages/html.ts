import { htmlText } from '../formats/html.ts';

/** Markup that was written here, with everything else in it escaped. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | undefined | readonly Html[];

/** Markup around values: a text is escaped, markup stays, a list is joined, and nothing leaves nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.reduce((markup, string, at) => markup + said(parts[at - 1]) + string) };
}

function said(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return htmlText(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}
