/** The proxies that wsdl writes from descriptions, compiled with the program of this folder that takes orders for them: System.Web.Services as Mono has it. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ENVIRONMENT } from './program.ts';
import { type SoapVersion, startToolkit, type Toolkit } from './soap-toolkit.ts';

const run = promisify(execFile);

export function hasMonoWsdl(): boolean {
  return ['mono', 'mcs', 'wsdl'].every((tool) => spawnSync(tool, ['--version']).error === undefined);
}

/** @param wsdls the descriptions of all services that will be asked */
export async function startAsmxClient(wsdls: readonly string[], version: SoapVersion): Promise<Toolkit> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-asmx-'));
  const file = join(folder, 'ask.exe');
  const sources = [join(import.meta.dirname, 'ask-asmx.cs')];
  for (const [index, wsdl] of wsdls.entries()) {
    const proxy = join(folder, `proxy-${index}.cs`);
    const protocol = version === '1.1' ? 'Soap' : 'Soap12';
    await run('wsdl', [wsdl, `-out:${proxy}`, `-protocol:${protocol}`, `-namespace:Proxy${index}`], {
      env: ENVIRONMENT,
    });
    sources.push(proxy);
  }
  const libraries = ['System.Web.Services', 'System.Web.Extensions'];
  await run('mcs', [`-out:${file}`, ...sources, ...libraries.map((library) => `-r:${library}`)]);
  const toolkit = await startToolkit({ file, interpreters: ['mono'], versions: [version] }, 'mono');
  return {
    ...toolkit,
    close: async () => {
      await toolkit.close();
      await rm(folder, { recursive: true });
    },
  };
}
