/** Every link from one page of the project to another leads somewhere, to the very heading that it names. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

/** Links whose target stands in the project: those with a scheme lead out of it. */
const LINK = /\[[^\]]*\]\((?![a-z]+:)([^)\s#]*)(?:#([^)\s]*))?\)/g;

/** Text in fences and in backticks shows what could be written; it links nowhere. */
function withoutCode(text: string): string {
  return text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '');
}

/** As GitHub makes them: lower case, without punctuation, hyphens for spaces. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '').matchAll(/^#{1,6} +(.+)$/gm)];
  const anchors = headings.map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
  return new Set(anchors);
}

function deadLinks(page: string): readonly string[] {
  const text = readFileSync(page, 'utf8');
  return [...withoutCode(text).matchAll(LINK)].flatMap(([link, path = '', anchor]) => {
    const target = path === '' ? page : join(dirname(page), decodeURIComponent(path));
    if (!existsSync(target)) return [`${relative(root, page)}: ${link}`];
    if (anchor === undefined || !statSync(target).isFile()) return [];
    return anchorsOf(readFileSync(target, 'utf8')).has(anchor) ? [] : [`${relative(root, page)}: ${link}`];
  });
}

const pages = ['*.md', 'docs/**/*.md', 'wire/**/*.md'].flatMap((pattern) => globSync(pattern, { cwd: root })).sort();

test('there are pages with links', () => assert.ok(pages.length > 10));

for (const page of pages) {
  test(`${page} links to what is there`, () => assert.deepEqual(deadLinks(join(root, page)), []));
}
