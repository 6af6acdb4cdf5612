import { html, type Markup } from '../formats/markup.ts';

/** A field of a form, with its label above it. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'password';
  readonly value?: string;
  readonly hint?: string;
  /** What is wrong with what was sent in it. */
  readonly error?: string | undefined;
  readonly autocomplete: string;
  readonly isOptional?: boolean;
  readonly isFixed?: boolean;
  /** Where the cursor stands when the page has come up. */
  readonly isFirst?: boolean;
  /** A code that is copied from elsewhere, set so that it can be compared: digits, which a phone shows a pad for, or letters, which it types as capitals. */
  readonly code?: 'digits' | 'letters';
}

const CODES = {
  digits: html` inputmode="numeric" class="code"`,
  letters: html` autocapitalize="characters" spellcheck="false" class="code letters"`,
};

export function fieldOf(field: Field): Markup {
  const { name, label, hint, error } = field;
  const describedBy = [hint === undefined ? [] : `${name}-hint`, error === undefined ? [] : `${name}-error`].flat();
  const attributes = [
    attribute('type', field.type ?? 'text'),
    field.value === undefined ? undefined : attribute('value', field.value),
    attribute('autocomplete', field.autocomplete),
    describedBy.length === 0 ? undefined : attribute('aria-describedby', describedBy.join(' ')),
    error === undefined ? undefined : attribute('aria-invalid', 'true'),
    field.code === undefined ? undefined : CODES[field.code],
    field.type === 'password' || field.code !== undefined ? undefined : html` autocapitalize="none" spellcheck="false"`,
    field.isOptional === true || field.isFixed === true ? undefined : html` required`,
    field.isFixed === true ? html` readonly` : undefined,
    field.isFirst === true ? html` autofocus` : undefined,
  ].flatMap((part) => part ?? []);
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint === undefined ? undefined : html`<p class="hint" id="${name}-hint">${hint}</p>\n`}${
  error === undefined ? undefined : html`<p class="error" id="${name}-error">${error}</p>\n`
}<input id="${name}" name="${name}"${attributes}>
</div>`;
}

function attribute(name: string, value: string): Markup {
  return html` ${name}="${value}"`;
}

/** Says at the head of a page what went wrong, so that it is read out first. */
export function problem(title: string, text: string): Markup {
  return html`<div class="problem" role="alert">
<h2>${title}</h2>
<p>${text}</p>
</div>
`;
}
