import { z } from 'zod/v3';
import { PAGES_DEFAULTS, type PagesSettings } from '../../pages/settings.ts';
import { seconds, setting, type ValuesOf } from './setting.ts';

export const PAGES = {
  pagesName: setting(
    'TESSERA_PAGES_NAME',
    z.string().min(1).max(60),
    PAGES_DEFAULTS.name,
    'What the pages on which people log in call this server: the name that people know it by.',
  ),
  pagesIdleSeconds: setting(
    'TESSERA_PAGES_IDLE_SECONDS',
    seconds,
    String(PAGES_DEFAULTS.sessionIdleSeconds),
    'How long a person stays logged in on the pages without doing anything there.',
  ),
  pagesSessionSeconds: setting(
    'TESSERA_PAGES_SESSION_SECONDS',
    seconds,
    String(PAGES_DEFAULTS.sessionLifetimeSeconds),
    'How long a person stays logged in on the pages at the most.',
  ),
} as const;

export function pagesSettings(config: ValuesOf<typeof PAGES>): PagesSettings {
  return {
    name: config.pagesName,
    sessionIdleSeconds: config.pagesIdleSeconds,
    sessionLifetimeSeconds: config.pagesSessionSeconds,
  };
}
