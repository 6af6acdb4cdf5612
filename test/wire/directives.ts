/** The directives of a golden page: a closed set, each with its own form. wire/README.md lists them. */
import type { Policy } from '../../src/core/policy.ts';
import { SITE_NAMES, type SiteName } from '../support/demo.ts';
import { checkSetting, SETTING_OWNERS, type SettingOwner } from './known-settings.ts';

export type Directive =
  | { readonly name: 'Source' }
  | { readonly name: 'Setting'; readonly setting: Setting }
  | { readonly name: 'Clock'; readonly moveMs: number }
  | { readonly name: 'Site'; readonly site: SiteName }
  | { readonly name: 'From'; readonly address: string }
  | { readonly name: 'Only'; readonly transport: 'socket' };

export type Setting =
  | { readonly of: 'policy'; readonly policy: Partial<Policy> }
  | { readonly of: 'part'; readonly owner: SettingOwner; readonly key: string; readonly value: unknown };

/**
 * Reads a line as a directive; undefined when it is prose.
 * @throws when it looks like one and is none, or has not the form that it should have
 */
export function readDirective(line: string): Directive | undefined {
  const match = /^([A-Z][A-Za-z-]*):(?: (.*))?$/.exec(line);
  if (match === null) return undefined;
  const [, name = '', text = ''] = match;
  const value = text.trim();
  switch (name) {
    case 'Source':
      if (value === '') throw new Error('Source: names nothing');
      return { name };
    case 'Setting':
      return { name, setting: readSetting(value) };
    case 'Clock':
      return { name, moveMs: readMove(value) };
    case 'Site':
      return { name, site: oneOf(SITE_NAMES, value, 'site') };
    case 'From':
      if (!/^[0-9a-f.:]+$/.test(value)) throw new Error(`"${value}" is no address`);
      return { name, address: value };
    case 'Only':
      return { name, transport: oneOf(['socket'], value, 'way to send') };
    default:
      throw new Error(`"${name}:" is no directive`);
  }
}

function oneOf<T extends string>(words: readonly T[], value: string, what: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Error(`"${value}" is no ${what}; there are ${words.join(', ')}`);
  return found;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function readMove(value: string): number {
  const match = /^([+-])((?:\d+(?:ms|s|m|h|d))+)$/.exec(value);
  if (match === null) throw new Error(`"${value}" moves no clock; write for instance +2h or -1h30m`);
  const [, sign, steps = ''] = match;
  let total = 0;
  for (const [, count, unit = ''] of steps.matchAll(/(\d+)(ms|s|m|h|d)/g)) total += Number(count) * (UNITS[unit] ?? 0);
  return sign === '-' ? -total : total;
}

function readSetting(text: string): Setting {
  const match = /^(?:([a-z]+)\.)?([A-Za-z]+)=(.*)$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no setting; write name=value or dialect.name=value`);
  const [, owner, key = '', value = ''] = match;
  if (owner === undefined) return { of: 'policy', policy: readPolicy(key, value) };
  const setting = {
    of: 'part',
    owner: oneOf(SETTING_OWNERS, owner, 'dialect'),
    key,
    value: readValue(value),
  } as const;
  checkSetting(setting.owner, setting.key, setting.value);
  return setting;
}

function readPolicy(key: string, value: string): Partial<Policy> {
  switch (key) {
    case 'maintenance':
      return { maintenance: oneOf(['on', 'off'], value, 'state of maintenance') === 'on' };
    case 'refreshRepeatSeconds':
    case 'sessionUseSeconds':
      if (!/^\d+$/.test(value)) throw new Error(`"${value}" is no number of seconds`);
      return { [key]: Number(value) };
    case 'passwordFailuresPerName':
    case 'passwordFailuresPerAddress':
      if (!/^[1-9]\d*$/.test(value)) throw new Error(`"${value}" is no number of failures`);
      return { [key]: Number(value) };
    default:
      throw new Error(`"${key}" is no rule of the operator`);
  }
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
