/**
 * The dialects that a server speaks, in the order in which they are registered.
 *
 * The one list of them: a new dialect is a folder of its own and a line here.
 */
import { existsSync } from 'node:fs';
import { DIALECT_NAMES, type Dialect, type DialectName } from '../dialects/dialect.ts';

/** Each dialect's own settings; what is left out keeps the default that its `settings.ts` documents. */
export type DialectSettings = { readonly [N in DialectName]?: object };

type Factory = (settings?: object) => Dialect;

// Dialects join as their folders appear; the list becomes five plain imports when all of them are there.
const factories = new Map<DialectName, Factory>();
for (const name of DIALECT_NAMES) {
  const file = new URL(`../dialects/${name}/index.ts`, import.meta.url);
  if (!existsSync(file)) continue;
  try {
    const module = (await import(file.href)) as Record<string, Factory>;
    if (module[name] !== undefined) factories.set(name, module[name]);
  } catch (error) {
    process.stderr.write(`dialect ${name} can't be loaded: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

/** Every dialect that there is. */
export function allDialects(settings: DialectSettings = {}): readonly Dialect[] {
  return [...factories].map(([name, factory]) => factory(settings[name]));
}
