import { readFileSync } from 'node:fs';

/** What `npm start` runs, taken apart. */
export interface StartCommand {
  readonly environment: Readonly<Record<string, string>>;
  /** Options of Node.js, and what stands behind them. */
  readonly nodeOptions: readonly string[];
  readonly script: string;
  readonly words: readonly string[];
}

const PACKAGE = new URL('../package.json', import.meta.url);

/** Reads it where npm reads it, so that what is measured is what is run. @throws when it isn't of the form that is known here */
export function readStartCommand(): StartCommand {
  // The file is ours.
  const { scripts } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { readonly scripts: { readonly start: string } };
  const found = /^((?:\w+=\S+ )*)exec node ((?:--\S+ )*)(\S+)(.*)$/.exec(scripts.start);
  if (found === null) throw new Error(`the start script can't be read: ${scripts.start}`);
  const [, environment = '', options = '', script = '', rest = ''] = found;
  return {
    environment: Object.fromEntries(wordsOf(environment).map((pair) => pair.split('=', 2))),
    nodeOptions: wordsOf(options),
    script: new URL(script, PACKAGE).pathname,
    words: wordsOf(rest),
  };
}

function wordsOf(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}
