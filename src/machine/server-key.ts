import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

const KEY_BYTES = 32;

/**
 * Reads the server key, or makes it at the first start. The file is readable by its owner only; whoever has it can derive the successors of
 * refresh tokens and sign tokens.
 * @throws when the file is there but isn't a key: starting with another would silently invalidate what was issued
 */
export function loadServerKey(path: string): Uint8Array {
  const kept = readIfThere(path);
  if (kept === undefined) return makeServerKey(path);
  const key = Buffer.from(kept.trim(), 'base64url');
  if (key.length !== KEY_BYTES) throw new Error(`${path} does not hold a server key`);
  return key;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function makeServerKey(path: string): Uint8Array {
  const key = randomBytes(KEY_BYTES);
  // Written aside and renamed, so that a crash leaves a whole key or none.
  const aside = `${path}.new`;
  const file = openSync(aside, 'w', 0o600);
  writeSync(file, `${key.toString('base64url')}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(aside, path);
  return key;
}
