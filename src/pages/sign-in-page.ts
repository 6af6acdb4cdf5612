import type { SignInForm } from '../dialects/dialect.ts';
import { html } from '../formats/markup.ts';
import { fieldOf } from './field.ts';
import type { Page } from './layout.ts';

/** The page of a form to log on by that a dialect takes itself. What failed stands behind the `#` of the address, which no server sees. */
export function signInPage({ system, action, fields, unseen, failures }: SignInForm): Page {
  return {
    status: 200,
    title: 'Log in',
    main: html`<h1>Log in</h1>
<p class="lead">to continue to <strong>${system}</strong></p>
${failures.map(
  ({ fragment, text }) => html`<p class="problem behind" id="${fragment}" role="alert">${text}</p>
`,
)}<form method="post" action="${action}">
${unseen.map(
  ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
)}${fieldOf({ name: fields.name, label: 'User name or e-mail', autocomplete: 'username', isFirst: true })}
${fieldOf({ name: fields.password, label: 'Password', type: 'password', autocomplete: 'current-password' })}
<div class="field tick">
<input type="checkbox" id="${fields.remember}" name="${fields.remember}" value="true">
<label for="${fields.remember}">Keep me logged in</label>
</div>
<button type="submit">Log in</button>
</form>`,
  };
}
