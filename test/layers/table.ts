/**
 * Who may import whom: the table of docs/architecture.md, as it is enforced. Paths are those below `src`.
 *
 * What is meant there and spelt out here: a dialect may take values of `core/model`, which are data and pure questions; the machine and the
 * driver of a database may use Node's own modules; and packages are allowed by name, where the design takes them.
 */
import { posix } from 'node:path';
import type { Import } from './imports.ts';

/** What files of a place may import besides their own place. */
interface Rule {
  /** The files: all whose path matches. The first rule that matches counts. */
  readonly files: RegExp;
  /** Paths and packages that may be imported. */
  readonly values: RegExp;
  /** Those that may be imported as types only. */
  readonly types?: RegExp;
}

const NOTHING = /(?!)/;

/** What a store keeps: the records, and the words of the refusals that are among their members. */
const KEPT = /^core\/((ports|model)\/|refusal\.ts$)/;

/** The one value of the core that a store takes: under which form names are the same is the domain's rule, and no database's. */
const STORE = /^(store\/|core\/model\/fold-name\.ts$)/;

const RULES: readonly Rule[] = [
  { files: /^core\/(model\/|refusal\.ts$|policy\.ts$)/, values: /^core\/(model\/|refusal\.ts$|policy\.ts$)/ },
  { files: /^core\/secrets\.ts$/, values: /^core\/(model\/|refusal\.ts$|policy\.ts$)|^node:crypto$/ },
  { files: /^core\/ports\//, values: /^core\/ports\//, types: /^core\/model\// },
  { files: /^core\//, values: /^core\/(?!ports\/)/, types: /^core\/ports\// },
  { files: /^formats\/gzip\.ts$/, values: /^node:zlib$/ },
  { files: /^formats\//, values: /^(formats\/|saxes$)/ },
  { files: /^http\//, values: /^(http\/|fastify$|node:http$)/ },
  { files: /^platforms\/contract\.ts$/, values: /^formats\// },
  { files: /^platforms\/asmx\//, values: /^(platforms\/(asmx\/|contract\.ts$)|formats\/|http\/|fastify$)/ },
  { files: /^platforms\/wcf\//, values: /^(platforms\/(wcf\/|contract\.ts$)|formats\/|http\/|fastify$)/ },
  {
    files: /^platforms\/servicestack\//,
    values: /^(platforms\/(servicestack\/|contract\.ts$)|formats\/|http\/|fastify$)/,
  },
  { files: /^platforms\/webapi\//, values: /^(platforms\/(webapi\/|contract\.ts$)|formats\/|http\/|fastify$)/ },
  {
    files: /^dialects\/dialect\.ts$/,
    values: NOTHING,
    types: /^(core\/(index\.ts$|model\/|operations\/|refusal\.ts$)|fastify$)/,
  },
  dialect('twinfield', 'asmx'),
  dialect('projector', 'wcf'),
  dialect('digioffice', 'servicestack'),
  dialect('yindo', 'webapi'),
  dialect('oauth', undefined),
  { files: /^pages\/stylesheet\.ts$/, values: /^node:fs$/ },
  {
    files: /^pages\//,
    values: /^(pages\/|dialects\/dialect\.ts$|formats\/|core\/refusal\.ts$|core\/model\/|fastify$)/,
    types: /^core\/(index\.ts$|operations\/)/,
  },
  {
    files: /^verifier\//,
    values: /^(verifier\/|dialects\/dialect\.ts$|formats\/|http\/|core\/refusal\.ts$|core\/model\/|fastify$)/,
    types: /^core\/(index\.ts$|operations\/)/,
  },
  { files: /^store\/conformance\//, values: /^(store\/|core\/|node:)/ },
  { files: /^store\/sqlite\.ts$/, values: /^(store\/|node:sqlite$)/, types: KEPT },
  { files: /^store\/sqlite-log\.ts$/, values: /^node:fs$/ },
  { files: /^store\/postgres\.ts$/, values: /^(store\/|pg$)/, types: KEPT },
  { files: /^machine\//, values: /^(machine\/|node:|jose(\/|$)|@node-rs\/argon2$)/, types: /^core\/(ports|model)\// },
  { files: /^store\//, values: STORE, types: KEPT },
  { files: /^server\//, values: /^(?!cli\/)/ },
  { files: /^cli\//, values: /^/ },
];

function dialect(name: string, platform: string | undefined): Rule {
  const platforms = platform === undefined ? '' : `platforms/(${platform}/|contract\\.ts$)|`;
  return {
    files: new RegExp(`^dialects/${name}/`),
    values: new RegExp(
      `^(dialects/(${name}/|dialect\\.ts$)|${platforms}formats/|http/|core/refusal\\.ts$|core/model/|fastify$)`,
    ),
    types: /^core\/(index\.ts$|operations\/)/,
  };
}

/** Why a file may not import this, or undefined when it may. */
export function judgeImport(file: string, { specifier, isTypeOnly, line }: Import): string | undefined {
  const rule = RULES.find(({ files }) => files.test(file));
  if (rule === undefined) return `${file}: no rule says what this place may import`;
  if (specifier === undefined) return `${file}:${line}: loads a module whose name can't be read`;
  const target = resolve(file, specifier);
  if (rule.values.test(target)) return undefined;
  if (rule.types?.test(target) === true) {
    return isTypeOnly ? undefined : `${file}:${line}: may import ${target} as types only`;
  }
  return `${file}:${line}: may not import ${target}`;
}

function resolve(file: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
}
