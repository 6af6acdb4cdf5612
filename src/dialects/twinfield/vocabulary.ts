import type { AccountBar, Vocabulary } from '../../core/refusal.ts';
import type { LogonResult } from './logon-words.ts';
import type { SessionFaultCode } from './session-fault.ts';

/** A refusal has two words here: the result of a logon, and the fault of whoever uses a session on a cluster. */
export interface TwinfieldWord {
  readonly logon: LogonResult;
  readonly fault: SessionFaultCode;
}

const BARS: Readonly<Record<AccountBar, TwinfieldWord>> = {
  untrusted: { logon: 'Untrusted', fault: 102 },
  deleted: { logon: 'Deleted', fault: 104 },
  disabled: { logon: 'Disabled', fault: 105 },
  'organisation-inactive': { logon: 'OrganisationInactive', fault: 106 },
};

/** Meanings by the vendor's enumeration and fault table; `Failed` and 100 stand for what this wire has no word for. */
export const vocabulary: Vocabulary<TwinfieldWord> = {
  'request-malformed': () => ({ logon: 'Failed', fault: 101 }),
  'grant-type-unsupported': () => ({ logon: 'Failed', fault: 100 }),
  'token-type-unsupported': () => ({ logon: 'Failed', fault: 100 }),
  'scope-rejected': () => ({ logon: 'TokenInvalid', fault: 351 }),
  'audience-rejected': () => ({ logon: 'TokenInvalid', fault: 354 }),
  'key-proof-rejected': () => ({ logon: 'TokenInvalid', fault: 354 }),
  'not-decided-yet': () => ({ logon: 'Failed', fault: 100 }),
  'client-rejected': () => ({ logon: 'ClientInvalid', fault: 122 }),
  'client-not-permitted': () => ({ logon: 'ClientInvalid', fault: 122 }),
  'modern-logon-required': () => ({ logon: 'OAuth2AuthenticationRequired', fault: 110 }),
  'credentials-rejected': () => ({ logon: 'Invalid', fault: 103 }),
  'token-rejected': () => ({ logon: 'TokenInvalid', fault: 354 }),
  'token-malformed': () => ({ logon: 'TokenInvalid', fault: 354 }),
  'grant-rejected': () => ({ logon: 'TokenInvalid', fault: 354 }),
  'session-ended': ({ why }) => ({ logon: 'TokenInvalid', fault: why === 'replaced' ? 168 : 103 }),
  'account-barred': ({ why }) => BARS[why],
  'step-owed': () => ({ logon: 'Failed', fault: 102 }),
  'step-rejected': ({ why }) => ({ logon: 'Invalid', fault: why === 'exhausted' ? 103 : 102 }),
  'password-rejected': () => ({ logon: 'Invalid', fault: 102 }),
  'message-failed': () => ({ logon: 'Failed', fault: 107 }),
  'company-rejected': () => ({ logon: 'NoAvailableCompanies', fault: 359 }),
  'no-company': () => ({ logon: 'NoAvailableCompanies', fault: 109 }),
  'consent-denied': () => ({ logon: 'TokenInvalid', fault: 354 }),
  'login-required': () => ({ logon: 'TokenInvalid', fault: 354 }),
  'consent-required': () => ({ logon: 'TokenInvalid', fault: 354 }),
  'authorization-ended': () => ({ logon: 'TokenInvalid', fault: 354 }),
  elsewhere: () => ({ logon: 'Failed', fault: 108 }),
  'too-many-attempts': () => ({ logon: 'Failed', fault: 100 }),
  'closed-for-maintenance': () => ({ logon: 'Blocked', fault: 100 }),
  replayed: () => ({ logon: 'Failed', fault: 102 }),
  // The one result that says the system and not the caller is the cause.
  unavailable: () => ({ logon: 'Blocked', fault: 100 }),
};
