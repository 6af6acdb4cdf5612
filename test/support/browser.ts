/**
 * A real browser for tests: the Chromium that comes with the packages, headless, on any machine that runs the tests.
 *
 * It brings its own fonts and the libraries that a bare system lacks, and asks nobody on the network but who the test names. It keeps every rule
 * that browsers have about origins and cookies: the flags that its package suggests would switch those off.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-setuid-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
];

/** Starts one; whoever starts it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpackChromium();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: FLAGS,
    headless: true,
    env: {
      ...definedVariables(),
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH ?? ''].filter(Boolean).join(':'),
      // The package's own file names places where it would have unpacked by itself. Without a font nothing is drawn, and much of it breaks.
      FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf'),
      // Where the profile and the caches of fonts go: a home that can't be written would stop it.
      HOME: folder,
    },
  });
}

function definedVariables(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Run in a process of its own, since the package unpacks to wherever that process keeps its temporary files. */
const UNPACK = `
  import { dirname, join } from 'node:path';
  import { fileURLToPath } from 'node:url';
  const entry = import.meta.resolve('@sparticuz/chromium');
  const { default: chromium, inflate } = await import(entry);
  await chromium.executablePath();
  await inflate(join(dirname(fileURLToPath(entry)), '../bin/al2023.tar.br'));
`;

/**
 * Unpacks the browser beside other temporary files, once for a machine and version. Tests that come at the same time each unpack it, and the first
 * to be ready moves it into place whole, so that nobody ever starts half a browser.
 */
async function unpackChromium(): Promise<string> {
  const name = [process.arch, await packageVersion(), process.getuid?.() ?? 'user'].join('-');
  const folder = join(tmpdir(), `tessera-chromium-${name}`);
  if (existsSync(folder)) return folder;
  const staging = await mkdtemp(join(tmpdir(), 'tessera-chromium-unpacking-'));
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', UNPACK], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: staging, HOME: staging },
    });
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function packageVersion(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'));
  const { default: found } = await import(manifest.href, { with: { type: 'json' } });
  return found.version;
}
