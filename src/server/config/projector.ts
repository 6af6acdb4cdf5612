import { z } from 'zod';
import { PROJECTOR_DEFAULTS, type ProjectorSettings } from '../../dialects/projector/settings.ts';
import { setting, type ValuesOf } from './setting.ts';

export const PROJECTOR = {
  projectorErrors: setting(
    'TESSERA_PROJECTOR_ERRORS',
    z.enum(['fault', 'in-band']),
    PROJECTOR_DEFAULTS.errorCarrier,
    'How a refused SOAP operation is answered: `fault` is a SOAP fault with a PwsFault and status 500, `in-band` an ordinary response whose Status is Fail.',
  ),
} as const;

export function projectorSettings(config: ValuesOf<typeof PROJECTOR>): Partial<ProjectorSettings> {
  return { errorCarrier: config.projectorErrors };
}
