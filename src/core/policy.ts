/** The rules that an operator may turn, apart from those that a dialect's own settings give. */
export interface Policy {
  /** While set, nobody logs on and nothing is issued. What was issued can still be inspected and revoked. */
  readonly maintenance: boolean;
  /** How long a repeated refresh is answered with the same successor instead of being taken for theft. */
  readonly refreshRepeatSeconds: number;
  /** A session's last use is written when it lies this far behind, so that reading doesn't always mean writing. */
  readonly sessionUseSeconds: number;
}

export const DEFAULT_POLICY: Policy = { maintenance: false, refreshRepeatSeconds: 30, sessionUseSeconds: 60 };
