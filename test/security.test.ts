/** docs/security.md is what it says: every rule has its section, and a test that is there, or a reason for none. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LEGACY_DOORS, nameOf } from '../src/server/legacy-doors.ts';
import { KNOCKS } from './legacy-doors/knocks.ts';
import { CLIENT_RULES, RESOURCE_RULES } from './security/other-rules.ts';
import type { Proof } from './security/rule.ts';
import { securityPage } from './security/security-page.ts';
import { SERVER_RULES } from './security/server-rules.ts';

const root = join(import.meta.dirname, '..');
const RULES = [...SERVER_RULES, ...RESOURCE_RULES, ...CLIENT_RULES];

/** A title as a test file may have it: as that of a test, or as one case of those that a test with a title of its own is made for. */
function hasTest(text: string, title: string): boolean {
  const inTemplate = escaped(title).replaceAll('…', '\\$\\{\\w+\\}');
  const spelling = `(?:'${escaped(title.replaceAll("'", "\\'"))}'|"${escaped(title)}"|\`${inTemplate}\`)`;
  if (new RegExp(`\\btest\\(${spelling},`).test(text)) return true;
  return new RegExp(`^\\s*\\[?${spelling}[:,]`, 'm').test(text) && /\btest\(`[^`]*\$\{/.test(text);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function isThere({ file, title }: Proof): boolean {
  const path = join(root, file);
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return file.endsWith('.md') ? text.split('\n').includes(`## ${title}`) : hasTest(text, title);
}

test('every rule has a section, words of its own, and tests or a reason for none', () => {
  for (const { section, rule, proofs, untested } of RULES) {
    assert.match(section, /^\d+(\.\d+)*(, \d+(\.\d+)*)*$/, rule);
    assert.notEqual(rule, '');
    assert.notEqual(proofs.length > 0, untested !== undefined, `${rule} has either`);
  }
  assert.equal(new Set(RULES.map(({ rule }) => rule)).size, RULES.length);
});

test('every test that a rule names is there', () => {
  const lost = RULES.flatMap(({ section, proofs }) =>
    proofs.filter((one) => !isThere(one)).map((one) => ({ section, ...one })),
  );
  assert.deepEqual(lost, []);
});

test('a test that is not there is missed', () => {
  const file = 'test/security.test.ts';
  assert.equal(isThere({ file, title: 'a test that is not there is missed' }), true);
  assert.equal(isThere({ file, title: 'a test that nobody wrote' }), false);
  assert.equal(isThere({ file: 'test/nowhere.test.ts', title: 'a test' }), false);
  assert.equal(isThere({ file: 'wire/oauth/token.md', title: 'A code' }), false);
  // Named in a comment or a call is not enough.
  assert.equal(hasTest("// 'some words' stand here\nknock('some words');", 'some words'), false);
  assert.equal(hasTest("const CASES = { 'some words': 1 };\ntest('another', () => {});", 'some words'), false);
});

/** Every section of RFC 9700 with a MUST, MUST NOT or REQUIRED in it, taken from its text. */
const SECTIONS_WITH_DEMANDS = [
  ...[
    '2.1',
    '2.1.1',
    '2.2.2',
    '2.3',
    '2.4',
    '2.6',
    '3',
    '4.1.3',
    '4.2.4',
    '4.3.2',
    '4.4.2',
    '4.4.2.1',
    '4.4.2.2',
    '4.5.3.2',
    '4.7.1',
  ],
  ...['4.8.2', '4.9.3', '4.11.1', '4.11.2', '4.12', '4.13', '4.14.2', '4.15.1', '4.16', '4.17.2'],
];

test('no section that demands something is left out', () => {
  const covered = RULES.flatMap(({ section }) => section.split(', '));
  assert.deepEqual(
    SECTIONS_WITH_DEMANDS.filter((section) => !covered.includes(section)),
    [],
  );
});

test('every legacy door has somebody who knocks at it', () => {
  assert.deepEqual(LEGACY_DOORS.map(nameOf), Object.keys(KNOCKS));
});

test('no golden has a redirect that sends a form again', () => {
  const pages = globSync('wire/**/*.md', { cwd: root });
  assert.ok(pages.length > 50);
  for (const page of pages) assert.doesNotMatch(readFileSync(join(root, page), 'utf8'), /^HTTP\/1\.1 30[78] /m, page);
});

test('docs/security.md is the table; npm run wire writes it', () => {
  assert.equal(readFileSync(join(root, 'docs/security.md'), 'utf8'), securityPage());
});
