import { DIALECT_NAMES } from '../../src/dialects/dialect.ts';
import { DEFAULT_SETTINGS as DIGIOFFICE_DEFAULTS } from '../../src/dialects/digioffice/settings.ts';
import { OAUTH_DEFAULTS } from '../../src/dialects/oauth/settings.ts';
import { PROJECTOR_DEFAULTS } from '../../src/dialects/projector/settings.ts';
import { DEFAULT_SETTINGS as TWINFIELD_DEFAULTS } from '../../src/dialects/twinfield/settings.ts';
import { YINDO_DEFAULTS } from '../../src/dialects/yindo/settings.ts';
import { VERIFIER_DEFAULTS } from '../../src/verifier/settings.ts';

/** What has settings of its own that a page may turn. */
export const SETTING_OWNERS = [...DIALECT_NAMES, 'verifier'] as const;
export type SettingOwner = (typeof SETTING_OWNERS)[number];

const DEFAULTS: Readonly<Record<SettingOwner, object>> = {
  twinfield: TWINFIELD_DEFAULTS,
  projector: PROJECTOR_DEFAULTS,
  digioffice: DIGIOFFICE_DEFAULTS,
  yindo: YINDO_DEFAULTS,
  oauth: OAUTH_DEFAULTS,
  verifier: VERIFIER_DEFAULTS,
};

/** @throws when its owner has no such setting, or one of another type: a page would then show what nobody can configure */
export function checkSetting(owner: SettingOwner, key: string, value: unknown): void {
  const standard: unknown = Object.entries(DEFAULTS[owner]).find(([name]) => name === key)?.[1];
  if (standard === undefined) throw new Error(`${owner} has no setting "${key}"`);
  if (typeof value !== typeof standard) throw new Error(`${owner}.${key} is a ${typeof standard}`);
}
