const ABSOLUTE_FORM = /^https?:\/\/[^/?#]*(.*)$/is;

/**
 * The target of a request as it is without a proxy: a server must take one that names scheme and authority, too (RFC 9112 section 3.2.2). Which authority
 * it names counts for nothing, as `Host` does.
 */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const rest = ABSOLUTE_FORM.exec(target)?.[1];
  if (rest === undefined) return target;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
