import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Place } from './reverse-proxy.ts';

const PAGE = readFileSync(new URL('../../../docs/verifier.md', import.meta.url), 'utf8');

/** The example in a language that docs/verifier.md shows, with the addresses of this place instead of those that it names. */
export function exampleOf(language: string, { verify, application }: Place): string {
  const [, example] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(PAGE) ?? [];
  assert.ok(example !== undefined, `docs/verifier.md shows no ${language}`);
  return example.replaceAll('127.0.0.1:8080', new URL(verify).host).replaceAll('application:80', application);
}
