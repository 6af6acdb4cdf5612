/** Every golden page under wire/ again, in this process, with its worlds in PostgreSQL: no wire may show which store is behind it. */
import { after } from 'node:test';
import { openDatabases } from './support/postgres.ts';
import { inProcess } from './wire/in-process.ts';
import { runPages } from './wire/pages.ts';

const databases = await openDatabases();
after(() => databases.close());

runPages(inProcess, databases);
