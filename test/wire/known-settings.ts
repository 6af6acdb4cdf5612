import type { DialectName } from '../../src/dialects/dialect.ts';
import { DEFAULT_SETTINGS as DIGIOFFICE_DEFAULTS } from '../../src/dialects/digioffice/settings.ts';
import { OAUTH_DEFAULTS } from '../../src/dialects/oauth/settings.ts';
import { PROJECTOR_DEFAULTS } from '../../src/dialects/projector/settings.ts';
import { DEFAULT_SETTINGS as TWINFIELD_DEFAULTS } from '../../src/dialects/twinfield/settings.ts';
import { YINDO_DEFAULTS } from '../../src/dialects/yindo/settings.ts';

const DEFAULTS: Readonly<Record<DialectName, object>> = {
  twinfield: TWINFIELD_DEFAULTS,
  projector: PROJECTOR_DEFAULTS,
  digioffice: DIGIOFFICE_DEFAULTS,
  yindo: YINDO_DEFAULTS,
  oauth: OAUTH_DEFAULTS,
};

/** @throws when the dialect has no such setting, or one of another type: a page would then show what nobody can configure */
export function checkSetting(dialect: DialectName, key: string, value: unknown): void {
  const standard: unknown = Object.entries(DEFAULTS[dialect]).find(([name]) => name === key)?.[1];
  if (standard === undefined) throw new Error(`${dialect} has no setting "${key}"`);
  if (typeof value !== typeof standard) throw new Error(`${dialect}.${key} is a ${typeof standard}`);
}
