/** A test that holds a rule: a file of tests and the title of one of them, with `…` for what is another in each case, or a page of goldens and a heading. */
export interface Proof {
  readonly file: string;
  readonly title: string;
}

/** One demand of RFC 9700, in our words. */
export interface Rule {
  readonly section: string;
  readonly rule: string;
  /** How it is held here; for what others must see to, what this server adds to it. */
  readonly held: string;
  /** The tests that fail when it isn't held any more. */
  readonly proofs: readonly Proof[];
  /** Why no test of this server can hold it; then there need be none. */
  readonly untested?: string;
}

export function proof(file: string, ...titles: readonly string[]): readonly Proof[] {
  return titles.map((title) => ({ file, title }));
}
