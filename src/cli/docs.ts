import { readFileSync, writeFileSync } from 'node:fs';
import { SETTINGS } from '../server/config.ts';
import { print, printError } from './print.ts';

const PAGES: Readonly<Record<string, () => string>> = { 'docs/configuration.md': configurationPage };

/** Writes the generated pages, or checks them: 1 when one is out of date. */
export function docs(options: { readonly check: boolean }): number {
  let stale = 0;
  for (const [path, write] of Object.entries(PAGES)) {
    const page = write();
    if (!options.check) {
      writeFileSync(path, page);
      print(`${path} written\n`);
    } else if (readIfThere(path) !== page) {
      printError(`${path} is out of date: run npm run fix\n`);
      stale += 1;
    }
  }
  return stale === 0 ? 0 : 1;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function configurationPage(): string {
  const rows = Object.values(SETTINGS).map(
    ({ variable, fallback, doc }) => `| \`${variable}\` | \`${fallback}\` | ${doc} |`,
  );
  return `# Configuration

Settings are environment variables. One that begins with \`TESSERA_\` and is not in this table is an error at start, so a misspelt name
never passes for a default. This page is generated from \`src/server/config.ts\`.

| variable | default | what it does |
| --- | --- | --- |
${rows.join('\n')}
`;
}
