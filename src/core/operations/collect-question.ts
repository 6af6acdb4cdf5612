import type { Caller } from '../model/audit-entry.ts';
import { DEPOSIT } from '../model/secret-form.ts';
import { no, type Result, yes } from '../refusal.ts';
import { readSecret } from '../secrets.ts';
import type { World } from '../world.ts';

export interface QuestionCollection {
  readonly caller: Caller;
  readonly clientId: string;
  readonly reference: string;
}

export interface CollectedQuestion {
  readonly question: string;
  /** The thumbprint of a key that the client proved when it deposited the question. */
  readonly boundTo: string | undefined;
}

/** A browser comes with the reference to a question that its client has deposited. It counts once, for that client, while it lasts (RFC 9126 section 4). */
export async function collectQuestion(world: World, input: QuestionCollection): Promise<Result<CollectedQuestion>> {
  const key = readSecret(DEPOSIT, input.reference);
  const found = key === undefined ? undefined : await world.store.takeDeposit(key, input.clientId);
  if (found === undefined) return no({ code: 'authorization-ended', why: 'unknown' });
  if (found.expiresAt <= world.clock.now()) {
    return no({ code: 'authorization-ended', why: 'expired' }, { clientId: found.clientId });
  }
  return yes({ question: found.question, boundTo: found.boundTo });
}
