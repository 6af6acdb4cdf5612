/**
 * Where the program begins, and the one file of it that isn't TypeScript: Node has the stripper of types in memory for good, some fifteen
 * mebibytes, once it has needed it. From the second start on nothing needs it, since what was stripped and compiled is kept; that is half of the
 * time to start, too. Where the folder can't be written, nothing is kept and nothing is lost.
 */
import { enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/tessera'));

// Sources name each other by whole relative paths, so there is nothing to look up: neither links, nor other endings, nor in which of the folders
// above a package.json tells what kind of module it is. For five hundred files that is a tenth of the time to start.
registerHooks({
  resolve: (specifier, context, resolve) =>
    /^\.\.?\/.*\.ts$/.test(specifier)
      ? { url: new URL(specifier, context.parentURL).href, format: 'module-typescript', shortCircuit: true }
      : resolve(specifier, context),
});

await import('../src/cli/main.ts');
