import { z } from 'zod';
import { DEFAULT_SETTINGS, type DigiofficeSettings } from '../../dialects/digioffice/settings.ts';
import { setting, type ValuesOf } from './setting.ts';

export const DIGIOFFICE = {
  digiofficeDefaultFormat: setting(
    'TESSERA_DIGIOFFICE_DEFAULT_FORMAT',
    z.enum(['html', 'json', 'xml']),
    DEFAULT_SETTINGS.defaultFormat,
    "The format of an answer when a request asks for none. The framework's own default is HTML: a caller without credentials is then sent to sign in.",
  ),
} as const;

export function digiofficeSettings(config: ValuesOf<typeof DIGIOFFICE>): Partial<DigiofficeSettings> {
  return { defaultFormat: config.digiofficeDefaultFormat };
}
