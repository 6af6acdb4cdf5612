/** Every ordered pair of dialects has its journeys, and each shows what it says: issued here, used there, ended there, refused here. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DIALECT_NAMES } from '../src/dialects/dialect.ts';
import { judgeJourney } from './pairs/judge-journey.ts';
import { pairsPage } from './pairs/pairs-page.ts';
import { holesAmong, PAIRS_FOLDER, readPairPage, readPairPages } from './pairs/read-journeys.ts';

const PAGES = readPairPages();

test('no pair is missing', () => assert.deepEqual(holesAmong(DIALECT_NAMES, PAGES), []));

test('a sixth dialect would miss ten pairs', () => {
  const holes = holesAmong([...DIALECT_NAMES, 'sixth'], PAGES);
  assert.equal(holes.length, 2 * DIALECT_NAMES.length);
  assert.ok(holes.every((pair) => pair.includes('sixth')));
});

for (const { name, journeys } of PAGES) {
  test(`${name}: something goes the whole way, or the page says why nothing does`, () => {
    const shapes = new Set(journeys.map(({ shape }) => shape));
    assert.ok(shapes.has('ended there') || (shapes.size === 1 && shapes.has('not taken')), [...shapes].join(', '));
  });

  for (const journey of journeys) {
    test(`${name} › ${journey.heading}`, async () => assert.deepEqual(await judgeJourney(journey), []));
  }
}

test('docs/pairs.md is the table; npm run wire writes it', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '../docs/pairs.md'), 'utf8'), pairsPage(PAGES));
});

/** A page that is right, whose first journey goes by one session from its first step to its last. */
const RIGHT = 'twinfield-to-yindo.md';

function readRight(): string {
  return readFileSync(join(PAIRS_FOLDER, RIGHT), 'utf8');
}

/** The text from one heading to the next of those that end it. */
function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  const end = to === '' ? text.length : text.indexOf(to, start + 1);
  assert.ok(start >= 0 && end > start, `${from} … ${to}`);
  return text.slice(start, end);
}

const ENDED = (text: string) => between(text, '### Ended at yindo', '### Refused by twinfield');
const USED = (text: string) => between(text, '### Used at yindo', '### Ended at yindo');

/** Violations that a page may be planted with, and what must be said of each. */
const UNREADABLE: Readonly<Record<string, readonly [plant: (text: string) => string, says: RegExp]>> = {
  'a step that is left out': [(text) => text.replace(ENDED(text), ''), /is no journey: Issued by twinfield, Used at/],
  'a step that nobody knows': [(text) => text.replace('### Used at', '### Tried at'), /Tried at yindo" is no step/],
  'a step at a third dialect': [(text) => text.replace('### Ended at yindo', '### Ended at oauth'), /is no journey/],
  'a step at no dialect': [(text) => text.replace('### Ended at yindo', '### Ended at sixth'), /is no step/],
  'a request before the first step': [
    (text) => text.replace('### Issued by twinfield\n', ''),
    /asks something before its first step/,
  ],
};

for (const [what, [plant, says]] of Object.entries(UNREADABLE)) {
  test(`${what} is an error`, () => assert.throws(() => readPairPage(RIGHT, plant(readRight())), says));
}

test('a page that is named after no pair is an error', () => {
  for (const name of ['yindo-to-yindo.md', 'yindo-to-sixth.md', 'one-logon.md']) {
    assert.throws(() => readPairPage(name, readRight()), /is no pair of dialects/);
  }
});

const UNTRUE: Readonly<Record<string, readonly [plant: (text: string) => string, says: readonly RegExp[]]>> = {
  'a use of something else': [
    (text) => text.replace(USED(text), USED(text).replace(/Authorization: .*/, 'Authorization: Bearer x')),
    [/^Used at yindo: it was refused$/, /^Used at yindo: nothing that was issued before is presented$/],
  ],
  'an end that ends nothing': [
    (text) => text.replace('DELETE /me/session HTTP/1.1', 'GET /me HTTP/1.1'),
    [/^Refused by twinfield: it was not refused$/],
  ],
  'an end at another dialect': [
    (text) =>
      text.replace(ENDED(text), (step) =>
        step.replace('DELETE /me/session', 'GET /api/auth').replace('Authorization: Bearer ', 'Cookie: ss-id='),
      ),
    [
      /^Ended at yindo: digioffice asked the core$/,
      /^Ended at yindo: yindo asked nothing of the core$/,
      /^Refused by twinfield: it was not refused$/,
    ],
  ],
  'a way that is there after all': [
    (text) => text.replace('### Used at', '### Not taken at').replace(between(text, '### Ended at yindo', ''), ''),
    [/^Not taken at yindo: it was taken$/],
  ],
  'a last question that is refused anyway': [
    (text) => text.replace(/<SessionID>[^<]*<\/SessionID><\/Header>\n/, '<SessionID>x</SessionID></Header>\n'),
    [/^Refused by twinfield: nothing that was issued before is presented$/, /though nothing was ended$/],
  ],
};

for (const [what, [plant, says]] of Object.entries(UNTRUE)) {
  test(`${what} is found`, async () => {
    const right = readRight();
    const planted = plant(right);
    assert.notEqual(planted, right);
    const [journey] = readPairPage(RIGHT, planted).journeys;
    assert.ok(journey);
    const faults = await judgeJourney(journey);
    assert.equal(faults.length, says.length, faults.join('\n'));
    for (const [at, fault] of faults.entries()) assert.match(fault, says[at] ?? /(?!)/);
  });
}
