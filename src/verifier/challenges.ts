/** What is presented in `Authorization`. */
export type Scheme = 'Bearer' | 'DPoP';

/** @param scheme by which the credential came that was refused; undefined for one that came elsewhere, or none */
export type Challenges = (scheme: Scheme | undefined, error: string | undefined) => string;

/**
 * What a site says in `WWW-Authenticate` (RFC 6750 section 3, RFC 9449 sections 7.1 and 7.2): what could be presented, and at the scheme that was
 * what is wrong with it.
 * @param schemes that the site takes
 * @param algorithms of the proofs that are taken
 */
export function challengesOf(schemes: readonly Scheme[], algorithms: readonly string[]): Challenges {
  // A site that takes cookies or headers only has no scheme of its own, and a 401 must name one (RFC 9110 section 11.6.1).
  const told: readonly Scheme[] = schemes.length === 0 ? ['Bearer'] : schemes;
  const words: Readonly<Record<Scheme, string>> = {
    Bearer: 'Bearer realm="tessera"',
    DPoP: `DPoP realm="tessera", algs="${algorithms.join(' ')}"`,
  };
  return (scheme = told[0], error) =>
    told
      // Where the token is good and not for this, another scheme would not help.
      .filter((each) => each === scheme || error !== 'insufficient_scope')
      .map((each) => (each === scheme && error !== undefined ? `${words[each]}, error="${error}"` : words[each]))
      .join(', ');
}
