/** A person, the organisation around it, and the pure questions about its standing. */
import type { OwedStep, Refusal } from '../refusal.ts';
import type { Organisation } from './organisation.ts';

export interface Account {
  readonly id: number;
  /** Unique in any case within the organisation. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string | undefined;
  readonly role: string;
  /** The site that keeps this person's work. */
  readonly homeSite: string;
  /** An argon2id hash in PHC form. */
  readonly passwordHash: string;
  readonly mustChangePasswordAt: number | undefined;
  /** The last change of the password by the person. */
  readonly passwordChange: PasswordChange | undefined;
  readonly secondStep: 'sms' | undefined;
  /** Where second-step messages go. */
  readonly phone: string | undefined;
  readonly disabledAt: number | undefined;
  readonly deletedAt: number | undefined;
  /** CIDR ranges; when there are any, the person may log on from these only. */
  readonly trustedNetworks: readonly string[];
  readonly organisation: Organisation;
  /** Whether the person belongs to any company. */
  readonly hasCompany: boolean;
}

/** It ends the person's own logons, by whatever wire, that are older; what they gave to clients stays. */
export interface PasswordChange {
  /** An id of the moment: families with a lesser id are older. */
  readonly id: bigint;
  /** The family in which it was made goes on. */
  readonly familyId: bigint;
}

/** How a door asks about an account's standing. */
export interface StandingQuestion {
  /** A door older than OAuth 2, closed to organisations that admit modern logon only. */
  readonly legacy: boolean;
  /** A door that leads into a company. */
  readonly needsCompany: boolean;
  /** Whether the caller's address is within the account's trusted networks. */
  readonly trusted: boolean;
}

/**
 * Why this account may not come in, or undefined when it may. The order is fixed: what is final comes first, so that a deleted person
 * isn't told about networks.
 */
export function barOf(account: Account, question: StandingQuestion): Refusal | undefined {
  if (account.deletedAt !== undefined) return { code: 'account-barred', why: 'deleted' };
  if (account.disabledAt !== undefined) return { code: 'account-barred', why: 'disabled' };
  if (account.organisation.deactivatedAt !== undefined) return { code: 'account-barred', why: 'organisation-inactive' };
  if (question.legacy && account.organisation.modernLogonOnlyAt !== undefined) return { code: 'modern-logon-required' };
  if (!question.trusted) return { code: 'account-barred', why: 'untrusted' };
  if (question.needsCompany && !account.hasCompany) return { code: 'no-company' };
  return undefined;
}

/** The step this person must still take after proving who they are; the second factor comes before the new password. */
export function owedStep(account: Account): OwedStep | undefined {
  if (account.secondStep !== undefined) return 'second-step';
  return stepAfter(account, 'second-step');
}

/** The step that is owed once this one is taken. */
export function stepAfter(account: Account, taken: OwedStep): OwedStep | undefined {
  return taken === 'second-step' && account.mustChangePasswordAt !== undefined ? 'change-password' : undefined;
}
