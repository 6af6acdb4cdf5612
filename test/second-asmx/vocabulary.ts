import type { Refusal } from '../../src/core/refusal.ts';
import type { Admission } from './contract.ts';

/**
 * This wire tells few refusals apart, and has one word for all others. A dialect that is served has a `Vocabulary`, which is total; made up as it
 * is, this one needn't stop whoever adds a refusal.
 */
export function admissionOf({ code }: Refusal): Admission {
  switch (code) {
    case 'credentials-rejected':
    case 'session-ended':
      return 'WrongCard';
    case 'account-barred':
      return 'CardBlocked';
    case 'too-many-attempts':
    case 'closed-for-maintenance':
    case 'unavailable':
      return 'ComeBackLater';
    default:
      return 'AskAtTheDesk';
  }
}
