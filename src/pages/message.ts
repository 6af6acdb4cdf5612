import { html } from '../formats/markup.ts';
import type { Page } from './layout.ts';

/** Something that a person is told, and that they can't answer here. */
export interface Message {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string | undefined;
}

/** Nobody's fault but ours, and nothing is told of it. */
export const FAULT: Message = {
  status: 500,
  title: 'Something went wrong',
  text: 'This is not your fault. Please try again in a little while.',
};

export const NOTHING: Message = {
  status: 404,
  title: 'There is nothing here',
  text: 'The address may have been mistyped, or what stood here is gone.',
};

export function messagePage({ status, title, text, advice }: Message): Page {
  return {
    status,
    title,
    main: html`<h1>${title}</h1>
<p>${text}</p>${
      advice === undefined
        ? undefined
        : html`
<p class="quiet">${advice}</p>`
    }`,
  };
}
