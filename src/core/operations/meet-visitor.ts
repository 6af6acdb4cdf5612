import type { Account } from '../model/account.ts';
import type { Caller } from '../model/audit-entry.ts';
import type { Fingerprint } from '../model/fingerprint.ts';
import type { Session } from '../model/session.ts';
import type { Visitor } from '../model/visitor.ts';
import { type Result, yes } from '../refusal.ts';
import { fingerprint, sameFingerprint } from '../secrets.ts';
import type { World } from '../world.ts';
import { browserSecret } from './begin-authorization.ts';
import { findVisitor } from './steps/find-visitor.ts';

export interface Meeting {
  readonly caller: Caller;
  readonly visitor: Visitor;
  /** What came with a form that was sent. */
  readonly formToken: string | undefined;
}

export interface MetVisitor {
  /** The browser's secret, to be kept in a cookie of its own. */
  readonly browser: string;
  readonly isNewBrowser: boolean;
  /** What every form that this visitor is shown must carry; it changes with the browser and with the session. */
  readonly formToken: string;
  /** Whether the form that was sent is one that this visitor was shown. */
  readonly isOwnForm: boolean;
  /** Characters that a new password has at least, for whoever is shown where to type one. */
  readonly passwordMinLength: number;
  /** Who is logged on; the session may still owe a step. */
  readonly person: { readonly account: Account; readonly session: Session } | undefined;
}

/** Who is before the pages: which browser, who is logged on in it, and whether a form that it sends is one of ours. Always a yes. */
export async function meetVisitor(world: World, input: Meeting): Promise<Result<MetVisitor>> {
  const { visitor } = input;
  const browser = browserSecret(world, visitor);
  const isNewBrowser = browser !== visitor.browser;
  // Of both secrets: knowing one that was planted in the browser isn't enough to forge a form for whoever logs on in it.
  const formToken = fingerprint(`form\0${browser}\0${visitor.session ?? ''}`);
  // What a form sent is no fingerprint until it has been found to equal one; this only compares.
  const sent = (input.formToken ?? '') as Fingerprint;
  const isOwnForm = !isNewBrowser && sameFingerprint(formToken, sent);
  const { passwordMinLength } = world.policy;
  return yes({
    browser,
    isNewBrowser,
    formToken,
    isOwnForm,
    passwordMinLength,
    person: await findVisitor(world, visitor),
  });
}
