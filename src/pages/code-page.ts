import { html } from '../formats/markup.ts';
import type { Page } from './layout.ts';

/** The page from which a person takes a code to an application that no browser can be sent back to. */
export function codePage(code: string): Page {
  return {
    status: 200,
    title: 'Your code',
    main: html`<h1>Your code</h1>
<p>Copy this code into the application that sent you here. It is good once, for a few minutes.</p>
<p><output class="code">${code}</output></p>
<p class="quiet">Give it to nobody else. You can close this window afterwards.</p>`,
  };
}
