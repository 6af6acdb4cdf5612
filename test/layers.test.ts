/** Holds the walls of the house: who may import whom, who may ask the time, which words and names stay out. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findClockReads, findEmptyNames, findExcess, findWireWords } from './layers/house-rules.ts';
import { findImports } from './layers/imports.ts';
import { judgeImport } from './layers/table.ts';

const root = join(import.meta.dirname, '..');

function sourcesOf(pattern: string): readonly (readonly [path: string, source: string])[] {
  const paths = globSync(pattern, { cwd: root }).sort();
  assert.notEqual(paths.length, 0, `no file matches ${pattern}`);
  return paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]);
}

/** Tests stand outside the table: they may bring together what the program may not. */
const program = sourcesOf('src/**/*.ts').filter(([path]) => !path.endsWith('.test.ts'));

function nothingIn(
  sources: readonly (readonly [string, string])[],
  find: (source: string, path: string) => readonly string[],
): void {
  const found = sources.flatMap(([path, source]) => find(source, path).map((what) => `${path}: ${what}`));
  assert.deepEqual(found, []);
}

function judge(path: string, source: string): readonly string[] {
  return findImports(source).flatMap((one) => judgeImport(path, one) ?? []);
}

test('every import is one that the table allows', () => {
  assert.deepEqual(
    program.flatMap(([path, source]) => judge(path.slice('src/'.length), source)),
    [],
  );
});

test('only the machine asks the time', () => {
  nothingIn(
    program.filter(([path]) => path !== 'src/machine/clock.ts'),
    findClockReads,
  );
});

test('the core has no wire words', () => {
  nothingIn(
    program.filter(([path]) => path.startsWith('src/core/')),
    findWireWords,
  );
});

test('no file is too long', () => nothingIn(sourcesOf('{src,test,bench}/**/*.ts'), findExcess));

test('no name says nothing', () =>
  nothingIn(sourcesOf('{src,test,bench}/**/*.ts'), (source, path) => findEmptyNames(path, source)));

/** Each of these must be caught, or the walls are painted on. */
const PLANTED: readonly (readonly [file: string, source: string])[] = [
  ['dialects/yindo/token.ts', "import { openStore } from '../../store/open-store.ts';"],
  ['dialects/yindo/token.ts', "import type { Store } from '../../core/ports/store.ts';"],
  ['dialects/yindo/token.ts', "import { createCore } from '../../core/index.ts';"],
  ['dialects/yindo/token.ts', "import { redeemCode } from '../../core/operations/redeem-code.ts';"],
  ['dialects/yindo/token.ts', "import { fingerprint } from '../../core/secrets.ts';"],
  ['dialects/yindo/token.ts', "import { oauth } from '../oauth/index.ts';"],
  ['dialects/yindo/token.ts', "import { readEnvelope } from '../../platforms/asmx/envelope.ts';"],
  ['dialects/yindo/token.ts', "import { machineClock } from '../../machine/clock.ts';"],
  ['dialects/yindo/token.ts', "import { randomBytes } from 'node:crypto';"],
  ['dialects/yindo/token.ts', "const { openStore } = await import('../../store/open-store.ts');"],
  ['dialects/yindo/token.ts', "const store = '../../store/open-store.ts';\nawait import(store);"],
  ['dialects/yindo/token.ts', 'await import(`../../store/open-store.ts`);'],
  ['dialects/yindo/token.ts', "export { openStore } from '../../store/open-store.ts';"],
  ['dialects/yindo/token.ts', "export * from '../../store/open-store.ts';"],
  ['dialects/yindo/token.ts', "export * as store from '../../store/open-store.ts';"],
  ['dialects/yindo/token.ts', "export type { Sql } from '../../store/sql.ts';"],
  ['dialects/yindo/token.ts', "import '../../store/open-store.ts';"],
  ['dialects/yindo/token.ts', "import store, { type Sql } from '../../store/sql.ts';"],
  ['dialects/yindo/token.ts', "import { type Core } from '../../core/index.ts';"],
  ['dialects/yindo/token.ts', "const fs = require('node:fs');"],
  ['dialects/yindo/token.ts', "const fs = process.getBuiltinModule('node:fs');"],
  ['dialects/yindo/token.ts', "const fs = process.getBuiltinModule(['node', 'fs'].join(':'));"],
  ['dialects/yindo/token.ts', 'const { getBuiltinModule } = process;'],
  ['core/model/token.ts', "import { hash } from 'node:crypto';"],
  ['core/model/token.ts', "import type { Store } from '../ports/store.ts';"],
  ['core/model/token.ts', "import { fingerprint } from '../secrets.ts';"],
  ['core/ports/store.ts', "import { faultOf } from '../model/token.ts';"],
  ['core/operations/redeem-code.ts', "import { hash } from 'node:crypto';"],
  ['core/operations/redeem-code.ts', "import { setTimeout } from 'node:timers/promises';"],
  ['core/operations/redeem-code.ts', "import { readForm } from '../../formats/form.ts';"],
  ['core/operations/steps/mint-token.ts', "import { createStandingStore } from '../../ports/store.ts';"],
  ['core/index.ts', "import type { FastifyRequest } from 'fastify';"],
  ['core/secrets.ts', "import { readFileSync } from 'node:fs';"],
  ['formats/form.ts', "import type { Refusal } from '../core/refusal.ts';"],
  ['formats/form.ts', "import { operation } from '../platforms/contract.ts';"],
  ['platforms/asmx/fault.ts', "import { writeFault } from '../wcf/fault.ts';"],
  ['platforms/asmx/fault.ts', "import type { Refusal } from '../../core/refusal.ts';"],
  ['platforms/asmx/fault.ts', "import { twinfield } from '../../dialects/twinfield/index.ts';"],
  ['platforms/contract.ts', "import { route } from './asmx/route.ts';"],
  ['store/sql-store.ts', "import { DatabaseSync } from 'node:sqlite';"],
  ['store/sql-store.ts', "import { faultOf } from '../core/model/token.ts';"],
  ['store/sql-store.ts', "import { redeemCode } from '../core/operations/redeem-code.ts';"],
  ['machine/dice.ts', "import { openStore } from '../store/open-store.ts';"],
  ['server/app.ts', "import { print } from '../cli/print.ts';"],
  ['pages/login.ts', "import { PROJECTOR_SCOPES } from '../dialects/projector/scopes.ts';"],
  ['pages/login.ts', "import type { Store } from '../core/ports/store.ts';"],
  ['pages/login.ts', "import { createCore } from '../core/index.ts';"],
  ['pages/login.ts', "import { readFileSync } from 'node:fs';"],
  ['pages/login.ts', "import { randomBytes } from 'node:crypto';"],
  ['dialects/yindo/token.ts', "import { sendPage } from '../../pages/send-page.ts';"],
  ['novelties/thing.ts', "import { join } from 'node:path';"],
];

for (const [file, source] of PLANTED) {
  test(`caught: ${file} with ${source.replaceAll('\n', ' ')}`, () => assert.equal(judge(file, source).length, 1));
}

test('what is allowed is let through', () => {
  const allowed = [
    "import type { Core } from '../../core/index.ts';",
    "import type { OpenedSession } from '../../core/operations/steps/open-session.ts';",
    "import { say, type Vocabulary } from '../../core/refusal.ts';",
    "import { TICKET } from '../../core/model/secret-form.ts';",
    "import { callerOf } from '../dialect.ts';",
    "import { contract } from './contract.ts';",
    "import { routes } from '../../platforms/webapi/routes.ts';",
    "import type { FastifyInstance } from 'fastify';",
    "import { readForm } from '../../formats/form.ts';",
  ];
  assert.deepEqual(judge('dialects/yindo/token.ts', allowed.join('\n')), []);
  assert.deepEqual(judge('http/node-http.ts', "const http = process.getBuiltinModule('node:http');"), []);
});

test('comments, strings, templates and regular expressions import nothing', () => {
  const source = [
    "// import '../../store/a.ts';",
    "/* import { a } from '../../store/a.ts'; */",
    'const text = "import { a } from \'../../store/a.ts\'";',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source that is read, not run
    "const page = `import '../../store/a.ts' ${text} export * from '../../store/a.ts'`;",
    'const pattern = /[/"\']/;',
    "const half = 1 / 2; // '",
    'const from = { import: 1, export: import.meta.url };',
    "from.import('../../store/a.ts');",
    'export { text };',
    'export type Name = string;',
  ].join('\n');
  assert.deepEqual(findImports(source), []);
});

test('code inside a template is read as code', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source that is read, not run
  const found = findImports('const a = `x ${await import("../../store/a.ts")} y`;');
  assert.deepEqual(
    found.map(({ specifier }) => specifier),
    ['../../store/a.ts'],
  );
});

for (const source of [
  'Date.now()',
  'const { now } = { now: Date.now };',
  'new Date()',
  'new Date',
  'performance.now()',
]) {
  test(`caught asking the time: ${source}`, () => assert.equal(findClockReads(source).length, 1));
}

test('a date that is given its moment asks no time', () => {
  assert.deepEqual(findClockReads('new Date(at).toISOString(); Date.UTC(2026, 0); // Date.now()'), []);
});

test('caught: a wire word in the core, a file too long, names that say nothing', () => {
  assert.deepEqual(findWireWords('a\n// the grant_type of it'), ['line 2: grant_type']);
  assert.deepEqual(findExcess('x\n'.repeat(400)), []);
  assert.equal(findExcess('x\n'.repeat(401)).length, 1);
  for (const path of ['src/utils/a.ts', 'src/core/token-helper.ts', 'src/core/helpers.test.ts']) {
    assert.equal(findEmptyNames(path, '').length, 1, path);
  }
  assert.equal(findEmptyNames('src/core/a.ts', 'export async function tokenHandler() {}').length, 1);
  assert.equal(findEmptyNames('src/core/a.ts', 'export const XML_UTILS = 1;').length, 1);
  assert.deepEqual(findEmptyNames('src/formats/data-contract.ts', 'export interface DataContract {}'), []);
});
