import type { LegacyEnd } from './model/legacy-door.ts';

/** The rules that an operator may turn, apart from those that a dialect's own settings give. */
export interface Policy {
  /** While set, nobody logs on and nothing is issued. What was issued can still be inspected and revoked. */
  readonly maintenance: boolean;
  /** How long a repeated refresh is answered with the same successor instead of being taken for theft. */
  readonly refreshRepeatSeconds: number;
  /** A session's last use is written when it lies this far behind, so that reading doesn't always mean writing. */
  readonly sessionUseSeconds: number;
  readonly secondStep: SecondStepPolicy;
  /** Characters (Unicode code points) that a new password has at least. */
  readonly passwordMinLength: number;
  /** Wrong passwords for one name after which every password for it is refused for a while. */
  readonly passwordFailuresPerName: number;
  /** The same for everything that comes from one address; see `addressBlock`. */
  readonly passwordFailuresPerAddress: number;
  /** How long after the first of them wrong passwords are counted together. */
  readonly passwordWindowSeconds: number;
  /** How long passwords are refused after that many. */
  readonly passwordHoldSeconds: number;
  /** CIDR ranges from which wrong passwords are counted by name only. */
  readonly passwordExemptNetworks: readonly string[];
  /** When the ways in close that are older than RFC 9700. */
  readonly legacyEnds: readonly LegacyEnd[];
}

/** Codes that are sent as a second step. Six digits can be guessed, so tries are counted by session, and by person over all sessions. */
export interface SecondStepPolicy {
  /** How long a code counts. */
  readonly codeSeconds: number;
  /** No other message goes out for a session this soon after one. */
  readonly resendSeconds: number;
  /** Tries that a session has, however many codes it was sent; the last one that fails ends it. */
  readonly tries: number;
  /** Messages and failed tries of one person are counted anew after this long. */
  readonly windowSeconds: number;
  readonly windowMessages: number;
  readonly windowTries: number;
  /** In place of a drawn code, for a world in which nothing is secret. */
  readonly fixedCode: string | undefined;
}

export const DEFAULT_POLICY: Policy = {
  maintenance: false,
  refreshRepeatSeconds: 30,
  sessionUseSeconds: 60,
  secondStep: {
    codeSeconds: 300,
    resendSeconds: 30,
    tries: 5,
    windowSeconds: 900,
    windowMessages: 8,
    windowTries: 15,
    fixedCode: undefined,
  },
  passwordMinLength: 12,
  passwordFailuresPerName: 10,
  passwordFailuresPerAddress: 100,
  passwordWindowSeconds: 900,
  passwordHoldSeconds: 900,
  passwordExemptNetworks: [],
  legacyEnds: [],
};
