import type { Account } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import { isPermitted } from '../model/client.ts';
import { endsAt } from '../model/session.ts';
import { type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { barOfCredential, type Credential, clientOf, findCredential } from './steps/find-credential.ts';

export interface CredentialInspection {
  readonly caller: Caller;
  readonly client: ClientProof;
  readonly text: string;
}

/** What is told about a credential. An inactive one tells nothing else, whatever the reason (RFC 7662 section 2.2). */
export type Inspection =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly kind: Credential['kind'];
      readonly id: bigint;
      readonly account: Account | undefined;
      readonly clientId: string | undefined;
      readonly scope: string;
      /** Epoch milliseconds. */
      readonly issuedAt: number;
      readonly expiresAt: number;
      /** The dialect that it was first issued in. */
      readonly origin: string;
      /** The site that a session belongs to; for a person's token, their home. */
      readonly site: string | undefined;
      /** The resources that a token is for, space-separated; undefined for this server itself. */
      readonly audience: string | undefined;
      /** The thumbprint of the key that a token is bound to. */
      readonly boundTo: string | undefined;
    };

const INACTIVE: Inspection = { active: false };

/**
 * A confidential client asks what a credential of any dialect is worth (RFC 7662). Without the permit `introspection` it learns about its own
 * only; others are inactive to it. A session that still owes a step is inactive.
 */
export async function inspectCredential(world: World, input: CredentialInspection): Promise<Result<Inspection>> {
  const proving = authenticateClient(world, input.client);
  const proven = proving instanceof Promise ? await proving : proving;
  if (!proven.ok) return proven;
  const client = proven.value;
  const found = findCredential(world, input.text);
  const credential = found instanceof Promise ? await found : found;
  if (credential === undefined) return yes(INACTIVE);
  if (clientOf(credential) !== client.id && !isPermitted(client, 'introspection')) return yes(INACTIVE);
  const bar = barOfCredential(world, credential, world.clock.now());
  if ((bar instanceof Promise ? await bar : bar) !== undefined) return yes(INACTIVE);
  if (credential.kind === 'session' && credential.session.owes !== undefined) return yes(INACTIVE);
  return yes(describe(credential));
}

function describe(credential: Credential): Inspection {
  const { account, family } = credential;
  const about = { active: true, account, clientId: clientOf(credential), origin: family.origin } as const;
  if (credential.kind === 'session') {
    const { id, openedAt, site } = credential.session;
    const expiresAt = endsAt(credential.session);
    return {
      ...about,
      kind: 'session',
      id,
      scope: '',
      issuedAt: openedAt,
      expiresAt,
      site,
      audience: undefined,
      boundTo: undefined,
    };
  }
  const { id, scope, issuedAt, expiresAt, audience, boundTo } = credential.token;
  const { kind } = credential;
  return { ...about, kind, id, scope, issuedAt, expiresAt, site: account?.homeSite, audience, boundTo };
}
