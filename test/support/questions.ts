/** Questions to the core as a test asks them: the demo world's people and clients, with terms in the forms that the dialects use. */
import type { Caller } from '../../src/core/model/audit-entry.ts';
import { ACCESS_TOKEN, LONG_CODE, LONG_TOKEN, SESSION, TICKET } from '../../src/core/model/secret-form.ts';
import type { CodeRedemption } from '../../src/core/operations/redeem-code.ts';
import type { TokenRefresh } from '../../src/core/operations/refresh-tokens.ts';
import type { SessionDoor, SessionTerms } from '../../src/core/operations/steps/open-session.ts';
import { readSecret } from '../../src/core/secrets.ts';
import type { World } from '../../src/core/world.ts';
import { SEED_CLIENT } from '../../src/server/demo-world/clients.ts';
import { seedCode } from '../../src/server/demo-world/seed-code.ts';

export const CALLER: Caller = { dialect: 'projector', site: 'c1', address: '127.0.0.1' };

export const SEED_PROOF = { id: SEED_CLIENT.id, secret: SEED_CLIENT.secret };
export const WEB_PROOF = { id: 'demo-web', secret: 'demo-web-secret' };
export const MACHINE_PROOF = { id: 'demo-machine', secret: 'demo-machine-secret' };

export const OPEN_DOOR: SessionDoor = { legacy: true, needsCompany: false, fenced: true, carriesSteps: true };

export const SESSION_TERMS: SessionTerms = {
  form: SESSION,
  idleSeconds: 7200,
  lifetimeSeconds: 86_400,
  deviceKey: undefined,
  site: undefined,
  access: undefined,
};

export const ACCESS_TERMS = { form: ACCESS_TOKEN, lifetimeSeconds: 3600 };

const TICKET_TERMS = { form: TICKET, lifetimeSeconds: 604_800 };
export const REFRESH_TERMS = { form: LONG_TOKEN, lifetimeSeconds: 31_536_000 };

/** The redemption of the seed page's code, unless said otherwise. */
export function redemption(changes: Partial<CodeRedemption> = {}): CodeRedemption {
  return {
    caller: CALLER,
    client: SEED_PROOF,
    code: SEED_CLIENT.code,
    codeForm: LONG_CODE,
    redirectUri: SEED_CLIENT.redirectUri,
    verifier: SEED_CLIENT.codeVerifier,
    access: TICKET_TERMS,
    refresh: REFRESH_TERMS,
    atHomeOnly: false,
    ...changes,
  };
}

/** The refresh of the seed page's token, unless said otherwise. */
export function refreshing(changes: Partial<TokenRefresh> = {}): TokenRefresh {
  return {
    caller: CALLER,
    client: SEED_PROOF,
    token: SEED_CLIENT.refreshToken,
    scope: undefined,
    access: TICKET_TERMS,
    refresh: REFRESH_TERMS,
    atHomeOnly: false,
    ...changes,
  };
}

/** Logs a person of the demo world on. */
export function logon(name: string, password = `${name}-demo-pass`) {
  return { caller: CALLER, person: { name }, password, door: OPEN_DOOR, terms: SESSION_TERMS };
}

/** By S256 a code of the seed client has its challenge already. */
function challengeIn(challenged: boolean | 'plain') {
  if (challenged === 'plain') return { challenge: SEED_CLIENT.codeVerifier, challengeMethod: challenged };
  return challenged ? {} : { challenge: undefined, challengeMethod: undefined };
}

/** Puts a code for somebody into the store, as an authorize page would. */
export async function plantCode(
  world: World,
  code: {
    readonly text: string;
    readonly accountId: number;
    /** By S256, or by this method; false for a code that was asked without a challenge. */
    readonly challenged: boolean | 'plain';
    readonly clientId?: string;
  },
): Promise<void> {
  const key = readSecret(LONG_CODE, code.text);
  if (key?.id === undefined) throw new Error('Not a code');
  const at = world.clock.now();
  await world.store.addCode(
    {
      ...seedCode({ id: key.id, fingerprint: key.fingerprint, accountId: code.accountId, expiresAt: at + 60_000 }),
      ...challengeIn(code.challenged),
      ...(code.clientId === undefined || code.clientId === SEED_CLIENT.id
        ? {}
        : { clientId: code.clientId, scope: 'openid' }),
    },
    { id: world.nextId(), at, operation: 'plant', outcome: 'yes', caller: CALLER },
  );
}
