import { YINDO_DEFAULTS, type YindoSettings } from '../../dialects/yindo/settings.ts';
import { onOff, setting, type ValuesOf } from './setting.ts';

export const YINDO = {
  yindoFormOnly: setting(
    'TESSERA_YINDO_FORM_ONLY',
    onOff,
    YINDO_DEFAULTS.formOnly ? 'on' : 'off',
    'Read every token request as a form and answer it in JSON, whatever its verb and headers say, as the framework does.',
  ),
} as const;

export function yindoSettings(config: ValuesOf<typeof YINDO>): Partial<YindoSettings> {
  return { formOnly: config.yindoFormOnly };
}
