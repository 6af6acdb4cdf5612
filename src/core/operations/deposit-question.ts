import type { Caller } from '../model/audit-entry.ts';
import { DEPOSIT } from '../model/secret-form.ts';
import { no, type Result, yes } from '../refusal.ts';
import { writeSecret } from '../secrets.ts';
import type { World } from '../world.ts';
import { recogniseClient } from './recognise-client.ts';
import { authenticateClient, type ClientProof } from './steps/authenticate-client.ts';
import { checkKeyProof, type KeyProof } from './steps/check-key-proof.ts';

export interface QuestionDeposit {
  readonly caller: Caller;
  readonly client: ClientProof;
  /** One of the client's own, as the question has it. */
  readonly redirectUri: string;
  /** In the dialect's own words. Whether they make sense, the dialect has seen to. */
  readonly question: string;
  readonly keyProof?: KeyProof | undefined;
  readonly lifetimeSeconds: number;
}

export interface DepositedQuestion {
  /** By which the browser that the client sends will name it. */
  readonly reference: string;
}

/**
 * A client deposits a question to a person, so that it needn't travel through a browser where anybody can change it (RFC 9126). It proves who it is, and a
 * redirect that isn't its own is refused now.
 */
export async function depositQuestion(world: World, input: QuestionDeposit): Promise<Result<DepositedQuestion>> {
  const { caller, redirectUri } = input;
  if (world.policy.maintenance) return no({ code: 'closed-for-maintenance' });
  const proven = await authenticateClient(world, input.client, 'code');
  if (!proven.ok) return proven;
  const clientId = proven.value.id;
  const recognised = await recogniseClient(world, { caller, clientId, redirectUri });
  if (!recognised.ok) return recognised;
  const shown = input.keyProof === undefined ? undefined : await checkKeyProof(world, input.keyProof);
  if (shown !== undefined && !shown.ok) return no(shown.refusal, { clientId });

  const id = world.nextId();
  const { text, fingerprint } = writeSecret(DEPOSIT, id, world.random.bytes);
  const expiresAt = world.clock.now() + input.lifetimeSeconds * 1000;
  const { question } = input;
  await world.store.addDeposit({ id, fingerprint, clientId, question, boundTo: shown?.value, expiresAt });
  return yes({ reference: text });
}
