/** The client that svcutil writes from a description, compiled with the program of this folder that takes orders for it: WCF as Mono has it, the nearest to .NET that there is here. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ENVIRONMENT } from './program.ts';
import { startToolkit, type Toolkit } from './soap-toolkit.ts';

const run = promisify(execFile);

export function hasMono(): boolean {
  return ['mono', 'mcs', 'svcutil'].every((tool) => spawnSync(tool, ['--version']).error === undefined);
}

/** @param wsdl a description in one document, for Mono's svcutil can't put a split one together */
export async function startWcfClient(wsdl: string): Promise<Toolkit> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-wcf-'));
  const file = join(folder, 'ask.exe');
  const client = join(folder, 'client.cs');
  await run('svcutil', [wsdl, `-out:${client}`], { env: ENVIRONMENT });
  const libraries = ['System.ServiceModel', 'System.Runtime.Serialization', 'System.Web.Extensions'];
  const sources = [join(import.meta.dirname, 'ask-wcf.cs'), client];
  await run('mcs', [`-out:${file}`, ...sources, ...libraries.map((library) => `-r:${library}`)]);
  const toolkit = await startToolkit({ file, interpreters: ['mono'], versions: ['1.1'] }, 'mono');
  return {
    ...toolkit,
    close: async () => {
      await toolkit.close();
      await rm(folder, { recursive: true });
    },
  };
}
