import type {
  AccountBar,
  AuthorizationEnd,
  GrantFault,
  KeyProofFault,
  OwedStep,
  PasswordFault,
  Refusal,
  RefusalCode,
  SessionEnd,
  StepFault,
} from '../../src/core/refusal.ts';

/** Total by type, so that a new reason can't be left out here. */
const GRANT_FAULTS: Readonly<Record<GrantFault, true>> = {
  unknown: true,
  expired: true,
  spent: true,
  revoked: true,
  'not-yours': true,
  verifier: true,
  redirect: true,
};
const SESSION_ENDS: Readonly<Record<SessionEnd, true>> = {
  unknown: true,
  expired: true,
  closed: true,
  revoked: true,
  replaced: true,
};
const ACCOUNT_BARS: Readonly<Record<AccountBar, true>> = {
  untrusted: true,
  deleted: true,
  disabled: true,
  'organisation-inactive': true,
};
const AUTHORIZATION_ENDS: Readonly<Record<AuthorizationEnd, true>> = { unknown: true, expired: true, completed: true };
const KEY_PROOF_FAULTS: Readonly<Record<KeyProofFault, true>> = {
  missing: true,
  improper: true,
  used: true,
  'other-key': true,
};
const OWED_STEPS: Readonly<Record<OwedStep, true>> = { 'second-step': true, 'change-password': true };
const STEP_FAULTS: Readonly<Record<StepFault, true>> = {
  wrong: true,
  expired: true,
  none: true,
  exhausted: true,
  'not-owed': true,
};
const PASSWORD_FAULTS: Readonly<Record<PasswordFault, true>> = { 'not-different': true, 'not-secure': true };

function keys<K extends string>(total: Readonly<Record<K, true>>): readonly K[] {
  return Object.keys(total) as K[]; // they are its only keys, by its type
}

/** One refusal of each code, and of each reason that a code has. */
const SPECIMENS: { readonly [C in RefusalCode]: readonly Extract<Refusal, { code: C }>[] } = {
  'request-malformed': [{ code: 'request-malformed', missing: ['MISSING'], improper: ['IMPROPER'] }],
  'grant-type-unsupported': [{ code: 'grant-type-unsupported', asked: 'ASKED' }],
  'token-type-unsupported': [{ code: 'token-type-unsupported', asked: 'ASKED' }],
  'scope-rejected': [{ code: 'scope-rejected' }],
  'audience-rejected': [{ code: 'audience-rejected' }],
  'key-proof-rejected': keys(KEY_PROOF_FAULTS).map((why) => ({ code: 'key-proof-rejected', why })),
  'not-decided-yet': [
    { code: 'not-decided-yet', why: 'waiting' },
    { code: 'not-decided-yet', why: 'too-fast' },
  ],
  'client-rejected': [{ code: 'client-rejected' }],
  'client-not-permitted': [{ code: 'client-not-permitted' }],
  'modern-logon-required': [{ code: 'modern-logon-required' }],
  'credentials-rejected': [{ code: 'credentials-rejected' }],
  'token-rejected': [{ code: 'token-rejected' }],
  'token-malformed': [{ code: 'token-malformed' }],
  'grant-rejected': keys(GRANT_FAULTS).map((why) => ({ code: 'grant-rejected', why })),
  'session-ended': keys(SESSION_ENDS).map((why) => ({ code: 'session-ended', why })),
  'account-barred': keys(ACCOUNT_BARS).map((why) => ({ code: 'account-barred', why })),
  'step-owed': keys(OWED_STEPS).map((step) => ({ code: 'step-owed', step })),
  'step-rejected': keys(STEP_FAULTS).map((why) => ({ code: 'step-rejected', why })),
  'password-rejected': keys(PASSWORD_FAULTS).map((why) => ({ code: 'password-rejected', why })),
  'message-failed': [{ code: 'message-failed' }],
  'company-rejected': [{ code: 'company-rejected' }],
  'no-company': [{ code: 'no-company' }],
  'consent-denied': [{ code: 'consent-denied' }],
  'login-required': [{ code: 'login-required' }],
  'consent-required': [{ code: 'consent-required' }],
  'authorization-ended': keys(AUTHORIZATION_ENDS).map((why) => ({ code: 'authorization-ended', why })),
  elsewhere: [{ code: 'elsewhere', site: 'c2' }],
  'too-many-attempts': [{ code: 'too-many-attempts', retryAfterSeconds: 7 }],
  'closed-for-maintenance': [{ code: 'closed-for-maintenance' }],
  replayed: [{ code: 'replayed' }],
  unavailable: [{ code: 'unavailable', retryAfterSeconds: 5 }],
};

export const EVERY_REFUSAL: readonly Refusal[] = Object.values(SPECIMENS).flat();
