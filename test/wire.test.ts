/**
 * Every golden page under wire/, each case over a world of its own in SQLite, in this process. test/wire-socket.test.ts sends the same through sockets, test/wire-postgres.test.ts over PostgreSQL.
 * UPDATE_WIRE=1 rewrites the pages instead.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pairsPage } from './pairs/pairs-page.ts';
import { readPairPages } from './pairs/read-journeys.ts';
import { doorsPage } from './password-doors/doors-page.ts';
import { securityPage } from './security/security-page.ts';
import { refusalsPage } from './vocabulary/refusals-page.ts';
import { inProcess } from './wire/in-process.ts';
import { PAGES, runPages, WIRE_FOLDER } from './wire/pages.ts';
import { rewriteGolden } from './wire/rewrite.ts';

const DOORS_PAGE = join(WIRE_FOLDER, '../docs/password-doors.md');
const PAIRS_PAGE = join(WIRE_FOLDER, '../docs/pairs.md');
const SECURITY_PAGE = join(WIRE_FOLDER, '../docs/security.md');

if (process.env.UPDATE_WIRE === '1') {
  test('write refusals.md', () => writeFileSync(join(WIRE_FOLDER, 'refusals.md'), refusalsPage()));
  test('write docs/password-doors.md', () => writeFileSync(DOORS_PAGE, doorsPage()));
  test('write docs/security.md', () => writeFileSync(SECURITY_PAGE, securityPage()));
  for (const page of PAGES) {
    test(`rewrite ${page}`, async () => {
      const before = readFileSync(join(WIRE_FOLDER, page), 'utf8');
      const after = await rewriteGolden(before);
      if (after !== before) writeFileSync(join(WIRE_FOLDER, page), after);
    });
  }
  test('write docs/pairs.md', () => writeFileSync(PAIRS_PAGE, pairsPage(readPairPages())));
} else {
  runPages(inProcess);
}
