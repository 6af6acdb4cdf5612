import type { Company } from '../model/company.ts';
import type { CompanyName } from '../ports/store.ts';
import { no, type Result, yes } from '../refusal.ts';
import type { World } from '../world.ts';
import { changeEntry } from './steps/change-entry.ts';
import { type CredentialUse, useCredential } from './use-credential.ts';

export interface CompanySelection extends CredentialUse {
  readonly name: CompanyName;
}

/**
 * A person chooses the company to work in, among those that they belong to: `company-rejected` otherwise. A session keeps the choice; a token has nothing
 * to keep it in, and is only told whether it is a good one.
 */
export async function selectCompany(world: World, input: CompanySelection): Promise<Result<Company>> {
  const { name, caller } = input;
  const used = await useCredential(world, { ...input, company: name });
  if (!used.ok) return used;
  const { account, session, company, clientId } = used.value;
  if (company === undefined) return no({ code: 'company-rejected' });
  if (used.value.kind !== 'session' || session === undefined) return yes(company);
  const about = { accountId: account?.id, clientId, familyId: session.familyId };
  const entry = changeEntry(world, 'select-company', caller, world.clock.now(), about);
  const outcome = await world.store.selectCompany(session.id, company.id, entry);
  return outcome === 'won' ? yes(company) : no({ code: 'session-ended', why: 'closed' }, about);
}
