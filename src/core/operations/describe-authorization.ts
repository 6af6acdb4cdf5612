import type { Account } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import type { Visitor } from '../model/visitor.ts';
import { type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { findRequest, type NextStep, nextStepOf, type OpenRequest } from './steps/find-request.ts';
import { findVisitor } from './steps/find-visitor.ts';

export interface AuthorizationLook {
  readonly caller: Caller;
  readonly visitor: Visitor;
  readonly handle: string;
}

export interface DescribedAuthorization extends OpenRequest {
  readonly next: NextStep;
  /** Who is logged on in the browser, whether or not they may answer. */
  readonly account: Account | undefined;
}

/** What a request asks, and what must come next for it to be answered in this browser. */
export async function describeAuthorization(
  world: World,
  input: AuthorizationLook,
): Promise<Result<DescribedAuthorization>> {
  const found = await findRequest(world, input.handle, input.visitor);
  if (!found.ok) return found;
  const person = await findVisitor(world, input.visitor);
  return yes({ ...found.value, next: await nextStepOf(world, found.value, person), account: person?.account });
}
