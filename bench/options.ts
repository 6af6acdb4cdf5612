import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

export const SECTIONS = ['rows', 'connections', 'process', 'growth', 'postgres'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Options {
  readonly sections: readonly Section[];
  /** Names of rows; empty means all. */
  readonly rows: readonly string[];
  /** Tokens in the table of the rows. */
  readonly tokens: number;
  /** Tokens in the large table of the growth section, and issued for the memory figure. */
  readonly manyTokens: number;
  readonly issuedTokens: number;
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Where databases are made; they are deleted afterwards. */
  readonly folder: string;
  /** A database to use instead of one that is started for the run. */
  readonly postgresUrl: string | undefined;
  /** Keep the results and write the page. */
  readonly isKept: boolean;
  /** Take a profile of the server under test for each row and put it in this folder. */
  readonly profileFolder: string | undefined;
}

const MILLION = 1_000_000;

export const USAGE = `node bench/run.ts [options]
  --quick             one short round, ten thousand tokens; prints only
  --rows a,b          only these rows
  --sections a,b      of ${SECTIONS.join(', ')}; without it rows, connections, process
  --growth            the growth section too
  --postgres          the postgres section too, on a server started for it
  --postgres-url url  the same, on this server
  --million           a million tokens in the table, with --quick too
  --tokens n  --many n  --issued n  --connections n  --rounds n  --seconds n
  --folder path       where databases are made
  --profile path      profile the server for each row, into this folder; prints only
`;

/** Reads the command line. @throws with a sentence about what is wrong in it */
export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: flag,
      rows: text,
      sections: text,
      growth: flag,
      postgres: flag,
      'postgres-url': text,
      million: flag,
      tokens: text,
      many: text,
      issued: text,
      connections: text,
      rounds: text,
      seconds: text,
      folder: text,
      profile: text,
    },
  });
  const isQuick = values.quick === true;
  const tokens = isQuick && values.million !== true ? 10_000 : MILLION;
  const isRowsOnly = values.rows !== undefined || values.profile !== undefined || isQuick;
  const usual: readonly string[] = isRowsOnly ? ['rows'] : ['rows', 'connections', 'process'];
  const asked = new Set(values.sections?.split(',') ?? usual);
  if (values.growth === true) asked.add('growth');
  if (values.postgres === true || values['postgres-url'] !== undefined) asked.add('postgres');
  return {
    sections: [...asked].map(sectionNamed),
    rows: values.rows?.split(',') ?? [],
    tokens: count('tokens', values.tokens, tokens),
    manyTokens: count('many', values.many, isQuick ? 100_000 : 10 * MILLION),
    issuedTokens: count('issued', values.issued, isQuick ? 20_000 : MILLION),
    connections: count('connections', values.connections, 32),
    rounds: count('rounds', values.rounds, isQuick ? 1 : 5),
    seconds: count('seconds', values.seconds, isQuick ? 1.5 : 4),
    warmUpSeconds: isQuick ? 0.5 : 1,
    folder: values.folder ?? tmpdir(),
    postgresUrl: values['postgres-url'],
    isKept: !isQuick && values.profile === undefined,
    profileFolder: values.profile,
  };
}

function sectionNamed(name: string): Section {
  const section = SECTIONS.find((one) => one === name);
  if (section === undefined) throw new Error(`there is no section ${name}`);
  return section;
}

function count(name: string, text: string | undefined, usual: number): number {
  const number = text === undefined ? usual : Number(text);
  if (!(number > 0)) throw new Error(`--${name} takes a number above 0`);
  return number;
}
