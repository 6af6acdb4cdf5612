/**
 * The dialects that a server speaks, in the order in which they are registered.
 *
 * The one list of them: a new dialect is a folder of its own, a name in `DIALECT_NAMES` and a line here.
 */
import type { Dialect, DialectName, SitePart } from '../dialects/dialect.ts';
import { digioffice } from '../dialects/digioffice/index.ts';
import { oauth } from '../dialects/oauth/index.ts';
import { projector } from '../dialects/projector/index.ts';
import { twinfield } from '../dialects/twinfield/index.ts';
import { yindo } from '../dialects/yindo/index.ts';
import { verifier } from '../verifier/index.ts';
import { digiofficeSettings } from './config/digioffice.ts';
import { oauthSettings } from './config/oauth.ts';
import { projectorSettings } from './config/projector.ts';
import { twinfieldSettings } from './config/twinfield.ts';
import { verifierSettings } from './config/verifier.ts';
import { yindoSettings } from './config/yindo.ts';
import type { Config } from './config.ts';

const FACTORIES = { twinfield, projector, digioffice, yindo, oauth } satisfies Record<DialectName, unknown>;

/** Each dialect's own settings; what is left out keeps the default that its `settings.ts` documents. */
export type DialectSettings = { readonly [N in DialectName]?: Parameters<(typeof FACTORIES)[N]>[0] };

/** What the configuration turns of each dialect. */
export function configuredDialects(config: Config): DialectSettings {
  return {
    twinfield: twinfieldSettings(config),
    projector: projectorSettings(config),
    digioffice: digiofficeSettings(config),
    yindo: yindoSettings(config),
    oauth: oauthSettings(config),
  };
}

/** What else a site serves. */
export function besideDialects(config?: Config): readonly SitePart[] {
  return [verifier(config === undefined ? {} : verifierSettings(config))];
}

/** Every dialect that there is. */
export function allDialects(settings: DialectSettings = {}): readonly Dialect[] {
  return [
    twinfield(settings.twinfield),
    projector(settings.projector),
    digioffice(settings.digioffice),
    yindo(settings.yindo),
    oauth(settings.oauth),
  ];
}
