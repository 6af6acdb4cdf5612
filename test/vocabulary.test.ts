/** Every dialect has a word for every refusal, the page that lists them is true, and a new refusal is a compile error in each dialect. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { outcomeOf } from '../src/core/model/audit-entry.ts';
import { DIALECT_NAMES } from '../src/dialects/dialect.ts';
import { EVERY_REFUSAL } from './vocabulary/every-refusal.ts';
import { compileWithPlantedRefusal } from './vocabulary/plant-refusal.ts';
import { refusalsPage } from './vocabulary/refusals-page.ts';
import { WORDS } from './vocabulary/words.ts';

const root = join(import.meta.dirname, '..');
const page = join(root, 'wire/refusals.md');

for (const dialect of DIALECT_NAMES) {
  test(`${dialect} has a word for every refusal`, () => {
    for (const refusal of EVERY_REFUSAL) {
      const word = WORDS[dialect](refusal);
      assert.match(word, /\S/, outcomeOf(refusal));
      assert.doesNotMatch(word, /undefined|\[object|NaN/, outcomeOf(refusal));
    }
  });
}

test('wire/refusals.md says what the dialects say; npm run wire writes it', () => {
  assert.equal(readFileSync(page, 'utf8'), refusalsPage());
});

test('docs/refusals.md explains every refusal and no other', () => {
  const explained = [...readFileSync(join(root, 'docs/refusals.md'), 'utf8').matchAll(/^## (\S+)$/gm)].map(
    ([, code]) => code,
  );
  assert.deepEqual(explained.sort(), [...new Set(EVERY_REFUSAL.map(({ code }) => code))].sort());
});

test('a new refusal does not compile in any dialect until it has a word there', () => {
  const said = compileWithPlantedRefusal();
  for (const dialect of DIALECT_NAMES) {
    const complaint = new RegExp(`^src/dialects/${dialect}/vocabulary\\.ts\\(.*\\n?.*planted-here`, 'm');
    assert.match(said, complaint, `${dialect} compiles without a word for it`);
  }
});
