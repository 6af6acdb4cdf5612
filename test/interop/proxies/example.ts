import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Place } from './reverse-proxy.ts';

/** The example in a language that a page shows, with the addresses of this place instead of those that it names. */
export function exampleOf(
  language: string,
  { login, application, port }: Place,
  page: 'verifier.md' | 'dialects/oauth.md' = 'verifier.md',
): string {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
  const [, example] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(text) ?? [];
  assert.ok(example !== undefined, `docs/${page} shows no ${language}`);
  return example
    .replaceAll('127.0.0.1:8080', new URL(login).host)
    .replaceAll('127.0.0.1:9999', `127.0.0.1:${port}`)
    .replaceAll('application:80', application);
}
