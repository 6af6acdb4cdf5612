/** Checks what others have signed, with the keys that they are known by or that they brought. */
import type { PublicKey } from '../model/public-key.ts';

/** A signed statement (RFC 7519) whose signature is right. Nothing is said of what its claims are worth. */
export interface SignedStatement {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A statement with the name that follows from its key alone (RFC 7638). */
export interface KeyedStatement extends SignedStatement {
  readonly thumbprint: string;
}

export interface Signatures {
  /** The algorithms that are taken, as RFC 7518 names them: none by which a public key could pass for a secret, none without a signature. */
  readonly algorithms: readonly string[];
  /** Undefined when the text is no such statement, or none of these keys has signed it. */
  verify(text: string, keys: readonly PublicKey[]): Promise<SignedStatement | undefined>;
  /** The same for a text that brings its own public key in its header: undefined when that isn't all of the key that may be told. */
  verifyOwn(text: string): Promise<KeyedStatement | undefined>;
}
