import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * Compiles a copy of the program in which the domain can say no in one way more.
 * @returns what the compiler says
 */
export function compileWithPlantedRefusal(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-planted-'));
  try {
    const isProgram = (path: string) => !path.endsWith('.test.ts');
    cpSync(join(root, 'src'), join(folder, 'src'), { recursive: true, filter: isProgram });
    for (const name of ['tsconfig.json', 'package.json']) cpSync(join(root, name), join(folder, name));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    plant(join(folder, 'src/core/refusal.ts'));
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plant(path: string): void {
  const source = readFileSync(path, 'utf8');
  const planted = source.replace(
    'export type Refusal =',
    "export type Refusal =\n  | { readonly code: 'planted-here' }",
  );
  if (planted === source) throw new Error('There is no union of refusals to plant one in.');
  writeFileSync(path, planted);
}
