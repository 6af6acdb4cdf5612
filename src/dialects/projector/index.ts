/**
 * The projector dialect: the service of Projector through which a client application gets, renews and ends its connection with a user, and through which a
 * user logs on. It has two faces, SOAP and REST, over the same rules.
 *
 * A session ticket is an access token of the core, a connection is a family, and a user's cluster is the account's home site: over SOAP, a site
 * that isn't it does nothing and names it as RedirectUrl. This folder owns the contract, the rules of the seed pages, the numbered errors and both ways
 * to carry them, and OAuth's errors over REST. It refuses to know how SOAP is routed or written (the wcf platform does) and what becomes of a grant (the core does).
 */
import { TICKET } from '../../core/model/secret-form.ts';
import { serveWcf } from '../../platforms/wcf/index.ts';
import type { Dialect } from '../dialect.ts';
import { serveAuthorize } from './authorize.ts';
import { projectorContract } from './contract.ts';
import { serveRest } from './rest-endpoints.ts';
import { PROJECTOR_SCOPES } from './scopes.ts';
import { PROJECTOR_DEFAULTS, type ProjectorSettings } from './settings.ts';
import { soapOperations } from './soap-operations.ts';

/** The dialect with its settings; what is left out keeps its default. */
export function projector(settings: Partial<ProjectorSettings> = {}): Dialect {
  const all: ProjectorSettings = { ...PROJECTOR_DEFAULTS, ...settings };
  return {
    name: 'projector',
    scopes: PROJECTOR_SCOPES,
    kinds: () => [
      {
        name: 'projector-ticket',
        needsCompany: false,
        issues: 'access',
        terms: { form: TICKET, lifetimeSeconds: all.ticketLifetimeSeconds },
      },
    ],
    register: (app, site) => {
      // A scope of its own, so that the service's parsers and error handler stay beside others of this dialect.
      app.register(async (scope) => {
        serveWcf(scope, {
          path: all.servicePath,
          siteUrl: site.url,
          contract: projectorContract,
          operations: soapOperations(site, all),
        });
      });
      app.register(async (scope) => serveRest(scope, site, all));
      app.register(async (scope) => serveAuthorize(scope, site, all));
    },
  };
}
