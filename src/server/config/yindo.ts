import { YINDO_DEFAULTS, type YindoSettings } from '../../dialects/yindo/settings.ts';
import { onOff, seconds, setting, type ValuesOf } from './setting.ts';

export const YINDO = {
  yindoTokenSeconds: setting(
    'TESSERA_YINDO_TOKEN_SECONDS',
    seconds,
    String(YINDO_DEFAULTS.accessLifetimeSeconds),
    "How long a token and its session count: 14 days, as in the framework's template.",
  ),
  yindoTicketDates: setting(
    'TESSERA_YINDO_TICKET_DATES',
    onOff,
    YINDO_DEFAULTS.ticketDates ? 'on' : 'off',
    "Tell `.issued` and `.expires` with a token, as the framework's template does and the system's own page doesn't.",
  ),
  yindoFormOnly: setting(
    'TESSERA_YINDO_FORM_ONLY',
    onOff,
    YINDO_DEFAULTS.formOnly ? 'on' : 'off',
    'Read every token request as a form and answer it in JSON, whatever its verb and headers say, as the framework does.',
  ),
} as const;

export function yindoSettings(config: ValuesOf<typeof YINDO>): Partial<YindoSettings> {
  return {
    accessLifetimeSeconds: config.yindoTokenSeconds,
    ticketDates: config.yindoTicketDates,
    formOnly: config.yindoFormOnly,
  };
}
