/**
 * The page that a browser without credentials is sent to: a form over the framework's own way to log on.
 */
import { html, type Markup, NO_MARKUP } from '../../../formats/markup.ts';
import type { Page } from './page.ts';

export interface SignIn {
  readonly service: string;
  /** Where the form is sent, with the answer wanted as HTML. */
  readonly action: string;
  /** Where the person goes then: an address of this site. */
  readonly continueAt: string | undefined;
  /** What a login may fail with that comes back here. */
  readonly failures: readonly string[];
}

/** A login that failed comes back with its message behind `#f=`, which no server sees; the paragraph of that name shows itself then. */
export function signInPage({ service, action, continueAt, failures }: SignIn): Page {
  const next = continueAt === undefined ? NO_MARKUP : hidden('continue', continueAt);
  const body = html`<h1>${service}</h1>
<div class="sheet">
<h2>Sign in</h2>
${failures.map((message) => html`<p class="error behind" id="${failureFragment(message)}" role="alert">${message}</p>\n`)}<form method="post" action="${action}">
${next}
<label>User name or e-mail
<input name="UserName" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label>
<label>Password
<input name="Password" type="password" autocomplete="current-password" required></label>
<label class="choice"><input name="RememberMe" type="checkbox" value="true"> Keep me signed in</label>
<button>Sign in</button>
</form>
</div>`;
  return { title: `Sign in · ${service}`, body };
}

function hidden(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}

/** What stands behind the `#` of the address that a failed login is sent back to, in the framework's words: `f=Invalid+Username+or+Password`. */
export function failureFragment(message: string): string {
  return `f=${encodeURIComponent(message).replaceAll('%20', '+')}`;
}
