/**
 * Where the program begins, and the one file of it that isn't TypeScript: Node has the stripper of types in memory for good, some fifteen
 * mebibytes, once it has needed it. From the second start on nothing needs it, since what was stripped and compiled is kept; that is half of the
 * time to start, too. Where the folder can't be written, nothing is kept and nothing is lost.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/tessera'));
await import('../src/cli/main.ts');
