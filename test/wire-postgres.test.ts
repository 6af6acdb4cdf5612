/** Every golden page under wire/ again, in this process, with its worlds in PostgreSQL: no wire may show which store is behind it. */
import { after, describe } from 'node:test';
import { openDatabases } from './support/postgres.ts';
import { inProcess } from './wire/in-process.ts';
import { runPages } from './wire/pages.ts';

/** Half of a case is waiting for the server of the database, so others go on meanwhile: each has a world and a database of its own. */
const CASES_AT_ONCE = 4;

const databases = await openDatabases();
after(() => databases.close());

describe('over PostgreSQL', { concurrency: CASES_AT_ONCE }, () => runPages(inProcess, databases));
