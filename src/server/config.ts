/**
 * Configuration: one typed table, read from `TESSERA_*` environment variables. A variable that isn't in the table is an error, so that a
 * misspelt name never passes for a default. What turns one dialect stands in `config/<dialect>.ts`. docs/configuration.md is generated from this
 * table.
 */
import { z } from 'zod/v3';
import { DIGIOFFICE, digiofficeProblems } from './config/digioffice.ts';
import { KEYS } from './config/keys.ts';
import { LEGACY } from './config/legacy.ts';
import { OAUTH } from './config/oauth.ts';
import { PAGES } from './config/pages.ts';
import { PASSWORDS } from './config/passwords.ts';
import { PROJECTOR } from './config/projector.ts';
import { SECOND_STEP } from './config/second-step.ts';
import { onOff, setting, type ValuesOf, wholeNumber } from './config/setting.ts';
import { TWINFIELD } from './config/twinfield.ts';
import { VERIFIER } from './config/verifier.ts';
import { YINDO } from './config/yindo.ts';

const HIGHEST_FIRST_PORT = 65_533;

export const SETTINGS = {
  port: setting(
    'TESSERA_PORT',
    wholeNumber.pipe(z.number().min(1).max(HIGHEST_FIRST_PORT)),
    '8080',
    'The port of the login site. The clusters c1 and c2 listen on the next two.',
  ),
  host: setting(
    'TESSERA_HOST',
    z.string().min(1),
    '127.0.0.1',
    'The address to listen on. The demo admits loopback only.',
  ),
  dataFolder: setting(
    'TESSERA_DATA',
    z.string().min(1),
    '.tessera',
    'The folder of the embedded database and the server key. Made when it is not there.',
  ),
  database: setting(
    'TESSERA_DATABASE',
    z.string(),
    '',
    'Where everything is kept: `postgres://user:password@host:port/name`, or empty for the embedded database in the data folder.',
  ),
  serverKeyFile: setting(
    'TESSERA_SERVER_KEY_FILE',
    z.string(),
    '',
    'The file of the server key, made when it is not there; empty means `server.key` in the data folder. Nodes over one database must share it.',
  ),
  workers: setting(
    'TESSERA_WORKERS',
    wholeNumber.pipe(z.number().min(1).max(256)),
    '1',
    'How many processes serve the ports. More than one needs PostgreSQL: the embedded database has a single writer.',
  ),
  maintenance: setting(
    'TESSERA_MAINTENANCE',
    onOff,
    'off',
    'While on, nobody logs on and nothing is issued; inspecting and revoking go on.',
  ),
  refreshRepeatSeconds: setting(
    'TESSERA_REFRESH_REPEAT_SECONDS',
    wholeNumber.pipe(z.number().max(3600)),
    '30',
    'How long a repeated refresh is answered with the same successor. Later it counts as theft and ends the connection.',
  ),
  logLevel: setting(
    'TESSERA_LOG_LEVEL',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    'warn',
    'How much is logged. At info, each operation is one line, with its outcome and no secret.',
  ),
  ...KEYS,
  ...SECOND_STEP,
  ...PASSWORDS,
  ...LEGACY,
  ...TWINFIELD,
  ...PAGES,
  ...PROJECTOR,
  ...DIGIOFFICE,
  ...YINDO,
  ...OAUTH,
  ...VERIFIER,
} as const;

export type Config = ValuesOf<typeof SETTINGS>;

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Variables of this prefix that belong to the tests, not to the server. */
const NOT_SETTINGS = ['TESSERA_TEST_DATABASE'];

/** Reads the configuration, or says everything that is wrong with it at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigResult {
  const problems: string[] = [];
  const known = new Set([...NOT_SETTINGS, ...Object.values(SETTINGS).map(({ variable }) => variable)]);
  for (const name of Object.keys(environment)) {
    if (name.startsWith('TESSERA_') && !known.has(name)) problems.push(`${name} is not a setting`);
  }
  const values = Object.entries(SETTINGS).map(([key, { variable, schema, fallback }]) => {
    const read = schema.safeParse(environment[variable] ?? fallback, { errorMap: inOwnWords });
    if (!read.success) problems.push(`${variable}: ${read.error.issues[0]?.message ?? 'is not valid'}`);
    return [key, read.data];
  });
  // Each value came out of the schema that stands under its key; when one didn't, there is a problem and nobody sees it.
  const config = Object.fromEntries(values) as Config;
  if (config.serverKey !== '' && config.serverKeyFile !== '') {
    problems.push('TESSERA_SERVER_KEY: set the key or its file, not both');
  }
  if (config.keyPublishAheadHours >= config.keyRotationDays * 24) {
    problems.push('TESSERA_KEY_PUBLISH_AHEAD_HOURS: must be shorter than TESSERA_KEY_ROTATION_DAYS');
  }
  if (config.workers > 1 && config.database === '') {
    problems.push(
      'TESSERA_WORKERS: the embedded database has a single writer; set TESSERA_DATABASE to have more workers',
    );
  }
  if (problems.length === 0) problems.push(...digiofficeProblems(config));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config };
}

/** The words for what a schema has none of its own for. The library's would repeat the value, which may be a secret in the wrong place. */
const inOwnWords: z.ZodErrorMap = (issue) => ({ message: wordsFor(issue) });

function wordsFor(issue: z.ZodIssueOptionalMessage): string {
  switch (issue.code) {
    case 'invalid_enum_value':
      return `must be one of ${issue.options.join(', ')}`;
    case 'too_small':
      return issue.type === 'string'
        ? `must have ${issue.minimum} characters at least`
        : `must be ${issue.minimum} at least`;
    case 'too_big':
      return issue.type === 'string'
        ? `must have ${issue.maximum} characters at most`
        : `must be ${issue.maximum} at most`;
    default:
      return 'is not valid';
  }
}
