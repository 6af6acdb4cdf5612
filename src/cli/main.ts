/**
 * The command line. It reads its words and the environment, and hands over; what it prints is for a person, and exit codes are for scripts: 0
 * done, 1 failed, 2 called wrongly.
 */
import { print, printError } from './print.ts';

const USAGE = `tessera: one token and session server for the dialects that deployed clients speak

  demo [--fresh]    serve the demo world on loopback; --fresh empties its data folder first
  docs [--check]    write the generated pages of docs/, or check that they are up to date
  legacy [--days=N] tell who uses the doors that are older than RFC 9700, and until when they are open; of the last N days only
  help              this text

Settings are TESSERA_* environment variables: docs/configuration.md lists them.
`;

async function main(words: readonly string[]): Promise<number> {
  const [command, ...flags] = words;
  switch (command) {
    case 'demo':
      return onlyFlag(flags, '--fresh') ?? startDemo(flags.length > 0);
    case 'docs':
      return onlyFlag(flags, '--check') ?? writeDocs(flags.length > 0);
    case 'legacy':
      return tellLegacy(flags);
    case 'help':
      print(USAGE);
      return 0;
    default:
      printError(USAGE);
      return 2;
  }
}

async function startDemo(fresh: boolean): Promise<number> {
  const { demo } = await import('./demo.ts');
  return demo({ fresh, environment: process.env });
}

async function writeDocs(check: boolean): Promise<number> {
  const { docs } = await import('./docs.ts');
  return docs({ check });
}

async function tellLegacy(flags: readonly string[]): Promise<number> {
  const [days, ...more] = flags.map((flag) => /^--days=([1-9]\d{0,4})$/.exec(flag)?.[1]);
  if (more.length > 0 || (flags.length > 0 && days === undefined)) {
    printError(`${flags.join(' ')}: not understood\n\n${USAGE}`);
    return 2;
  }
  const { legacy } = await import('./legacy.ts');
  return legacy({ days: days === undefined ? undefined : Number(days), environment: process.env });
}

/** 2, with a word about it, when there is any flag but the one that the command takes. */
function onlyFlag(flags: readonly string[], flag: string): number | undefined {
  const wrong = flags.find((word) => word !== flag);
  if (wrong === undefined) return undefined;
  printError(`${wrong}: not understood\n\n${USAGE}`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
