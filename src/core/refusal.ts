/**
 * The ways in which the domain says no: one closed set, in the domain's own words.
 *
 * A refusal knows no status code and no wire word; each dialect's vocabulary is total over the codes, so that adding one here fails to
 * compile in every dialect until it has been given a word there. A distinction stands here only if some wire or the audit trail shows it.
 * Each has its heading in docs/refusals.md.
 */

export type Refusal =
  /** The question can't be understood: parameters missing, or present and improper (both named in the wire's own spelling). */
  | { readonly code: 'request-malformed'; readonly missing: readonly string[]; readonly improper: readonly string[] }
  | { readonly code: 'grant-type-unsupported'; readonly asked: string }
  | { readonly code: 'token-type-unsupported'; readonly asked: string }
  | { readonly code: 'scope-rejected' }
  /** A token was asked for a resource that the client, or what it exchanges, may not have one for. */
  | { readonly code: 'audience-rejected' }
  /** A token is bound to a key, or is to be, and the caller didn't prove to hold it. */
  | { readonly code: 'key-proof-rejected'; readonly why: KeyProofFault }
  /** A person is being asked on another device and has not answered yet. */
  | { readonly code: 'not-decided-yet'; readonly why: 'waiting' | 'too-fast' }
  /** The client application is unknown, disabled, or did not prove itself. Which of them is not told. */
  | { readonly code: 'client-rejected' }
  /** The client proved itself but may not ask this. */
  | { readonly code: 'client-not-permitted' }
  /** The organisation admits standard OAuth 2 logon only. */
  | { readonly code: 'modern-logon-required' }
  /** Name or password wrong. Which of them is not told. */
  | { readonly code: 'credentials-rejected' }
  /** A delegation (a pair of access token and secret) that is unknown, ended, or not proven. */
  | { readonly code: 'token-rejected' }
  /** The text presented can't be a token of this server. */
  | { readonly code: 'token-malformed' }
  | { readonly code: 'grant-rejected'; readonly why: GrantFault }
  | { readonly code: 'session-ended'; readonly why: SessionEnd }
  | { readonly code: 'account-barred'; readonly why: AccountBar }
  /** The account owes a step (a second factor, a new password) that this door has no way to take. */
  | { readonly code: 'step-owed'; readonly step: OwedStep }
  /** What was given for the second step doesn't pass it. */
  | { readonly code: 'step-rejected'; readonly why: StepFault }
  /** The present password is right, and the new one can't follow it. */
  | { readonly code: 'password-rejected'; readonly why: PasswordFault }
  /** A message to the person could not be sent. */
  | { readonly code: 'message-failed' }
  /** There is no such company, or the person doesn't belong to it. Which of them is not told. */
  | { readonly code: 'company-rejected' }
  | { readonly code: 'no-company' }
  /** The person refused what the client asked. */
  | { readonly code: 'consent-denied' }
  /** The client wanted no page shown, and nobody who may answer is logged on. */
  | { readonly code: 'login-required' }
  /** The client wanted no page shown, and the person has not consented before. */
  | { readonly code: 'consent-required' }
  /** A client's question to a person that can't be answered any more, or not in this browser, which counts as unknown. */
  | { readonly code: 'authorization-ended'; readonly why: AuthorizationEnd }
  /** Another site is the account's home; nothing was done here. */
  | { readonly code: 'elsewhere'; readonly site: string }
  | { readonly code: 'too-many-attempts'; readonly retryAfterSeconds: number }
  | { readonly code: 'closed-for-maintenance' }
  /** The client's message counts once, and has been here before. */
  | { readonly code: 'replayed' }
  /** What is kept can't be reached now. Whether a change was made is not known. */
  | { readonly code: 'unavailable'; readonly retryAfterSeconds: number };

export type GrantFault = 'unknown' | 'expired' | 'spent' | 'revoked' | 'not-yours' | 'verifier' | 'redirect';
/** `used`: the same proof came before. `other-key`: it is right, and proves another key than the one that counts. */
export type KeyProofFault = 'missing' | 'improper' | 'used' | 'other-key';
/** `replaced`: the person opened another session where they may have one only. */
export type SessionEnd = 'unknown' | 'expired' | 'closed' | 'revoked' | 'replaced';
/**
 * `wrong`; `expired`; `none`: no code is out, since none was sent or it was used; `exhausted`: that was the last try and the session is over;
 * `not-owed`: the session owes no second step.
 */
export type StepFault = 'wrong' | 'expired' | 'none' | 'exhausted' | 'not-owed';
export type PasswordFault = 'not-different' | 'not-secure';
export type AuthorizationEnd = 'unknown' | 'expired' | 'completed';
export type AccountBar = 'untrusted' | 'deleted' | 'disabled' | 'organisation-inactive';
/** What a person must still do before a session opens anything: part of a yes where the wire can carry it. */
export type OwedStep = 'second-step' | 'change-password';

export type RefusalCode = Refusal['code'];

/** Whom a refusal was about, for the audit trail only; never told to the caller. */
export interface About {
  readonly accountId?: number | undefined;
  readonly clientId?: string | undefined;
  readonly familyId?: bigint | undefined;
}

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
  readonly about: About;
}

export type Result<T> = { readonly ok: true; readonly value: T } | Refused;

export function yes<T>(value: T): Result<T> {
  return { ok: true, value };
}

const NOBODY: About = {};

export function no(refusal: Refusal, about: About = NOBODY): Refused {
  return { ok: false, refusal, about };
}

/** One dialect's word for every refusal: total by type, so a new refusal is a compile error in each dialect. */
export type Vocabulary<Word, Context = undefined> = {
  readonly [C in RefusalCode]: (refusal: Extract<Refusal, { code: C }>, context: Context) => Word;
};

/** The word for one refusal. */
export function say<Word, Context>(vocabulary: Vocabulary<Word, Context>, refusal: Refusal, context: Context): Word {
  const word = vocabulary[refusal.code] as (refusal: Refusal, context: Context) => Word;
  return word(refusal, context);
}
