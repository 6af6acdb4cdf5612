import type { Refusal } from '../../core/refusal.ts';

/** A request in plain words, or why it isn't one. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** How one face of the service spells each word: `ClientIdentifier` over SOAP, `client_id` over REST. */
export type Spelling<Word extends string> = Readonly<Record<Word, string>>;

/** Those of the required words that were not said, as the client would spell them, in the order in which they are required. */
export function missingAmong<Word extends string>(
  required: readonly Word[],
  words: Readonly<Record<Word, string | undefined>>,
  spelling: Spelling<Word>,
): readonly string[] {
  return required.filter((word) => words[word] === undefined).map((word) => spelling[word]);
}

/** What was said: nothing at all when it is absent, nil or empty. Toolkits send an empty element for a property that nobody set. */
export function said(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text;
}
