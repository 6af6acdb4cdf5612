/** Something that a client should know about an operation that was done. */
export interface PwsWarning {
  readonly number: number;
  readonly code: string;
  readonly text: string;
}

/**
 * Older connections made room for the new one. The code is the vendor's; of the two numbers that its OAuth errors leave open this takes the first, and
 * the text is ours (docs/choices.md).
 */
export function connectionsCulled(count: number): PwsWarning {
  const text =
    count === 1
      ? 'The limit of concurrent OAuth2 connections was reached. The oldest connection was ended.'
      : `The limit of concurrent OAuth2 connections was reached. The ${count} oldest connections were ended.`;
  return { number: 50633, code: 'OauthConnectionsCulledWarning', text };
}
