import { html } from '../formats/markup.ts';
import type { Page } from './layout.ts';

/** Who asked something that can't be asked, and where it is told so. */
export interface WayBack {
  readonly clientName: string;
  /** The client's own address, with the error. */
  readonly url: string;
}

/** Nobody is logged in whom a browser could be sent on for, so going back is left to the person (RFC 9700 section 4.11.2). */
export function wayBackPage({ clientName, url }: WayBack): Page {
  return {
    status: 400,
    title: 'This link doesn’t work',
    main: html`<h1>This link doesn’t work</h1>
<p><strong>${clientName}</strong> sent you here with a question that can’t be asked. Nothing was given to it.</p>
<p><a href="${url}">Go back to ${clientName}</a>, which is told what was wrong.</p>
<p class="quiet">If you didn’t come from there, close this page.</p>`,
  };
}
