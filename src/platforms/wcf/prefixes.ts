/**
 * The prefixes `q1`, `q2`, … that .NET's writer of schemas makes up: a name in a foreign namespace gets the prefix in force for it, or else a new one
 * that is declared on the very element. Declared further out, one toolkit takes the name for another type.
 */

/** Foreign namespaces and their prefixes as they are in force around an element. */
export type Declared = ReadonlyMap<string, string>;

export const NOTHING_DECLARED: Declared = new Map();

export interface QualifiedName {
  readonly text: string;
  /** The attributes that declare its prefix: one, or none. */
  readonly declaration: Readonly<Record<string, string>>;
  /** What is in force inside the element. */
  readonly declared: Declared;
}

export interface PrefixSource {
  /** A name as it stands in an attribute of an element. */
  qualify(name: string, namespace: string, declared: Declared): QualifiedName;
}

/** Prefixes that never repeat as long as one source is used: toolkits that keep prefixes for a whole document confuse repeated ones. */
export function createPrefixes(): PrefixSource {
  let count = 0;
  return {
    qualify(name, namespace, declared) {
      const known = declared.get(namespace);
      if (known !== undefined) return { text: `${known}:${name}`, declaration: {}, declared };
      count += 1;
      const prefix = `q${count}`;
      return {
        text: `${prefix}:${name}`,
        declaration: { [`xmlns:${prefix}`]: namespace },
        declared: new Map([...declared, [namespace, prefix]]),
      };
    },
  };
}
