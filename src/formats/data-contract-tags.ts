/**
 * The tags that DataContractSerializer's output is made of, and the two styles in which .NET's writers put them.
 */
import { schemaInstance, xmlAttribute } from './xml-write.ts';

export interface DataContractStyle {
  /** How the tag of an empty element ends. */
  readonly emptyEnd: '/>' | ' />';
  /** The prefix for a namespace declared at this depth, when `declared` prefixes of the writer's own making are in force already. */
  readonly prefix: (depth: number, declared: number) => string;
  /** `last`: prefixes, attributes, the default namespace. `first`: attributes, the default namespace, prefixes. */
  readonly defaultNamespace: 'first' | 'last';
}

/** Without `i`, which is taken. Shapes don't nest deep enough to use them up. */
const LETTERS = 'abcdefghjklmnopqrstuvwxyz';

/** WCF's own text writer: prefixes a, b, c … as they are needed, and no space in an empty element's tag. */
export const wcfStyle: DataContractStyle = {
  emptyEnd: '/>',
  prefix: (_depth, declared) => LETTERS[declared] ?? `ns${declared}`,
  defaultNamespace: 'first',
};

/** The general XmlWriter, under ServiceStack and Web API: prefixes named by depth, as in `d2p1`. */
export const textStyle: DataContractStyle = {
  emptyEnd: ' />',
  prefix: (depth) => `d${depth}p1`,
  defaultNamespace: 'last',
};

/** A namespace in force, and those outside it. */
export interface Scope {
  /** Empty for the default namespace. */
  readonly prefix: string;
  readonly namespace: string;
  readonly outer: Scope | undefined;
}

export interface Tags {
  readonly open: string;
  readonly close: string;
  readonly empty: string;
  readonly nil: string;
  /** What is in force inside. */
  readonly scope: Scope | undefined;
}

export interface StartTag {
  readonly style: DataContractStyle;
  /** What is in force outside. */
  readonly scope: Scope | undefined;
  readonly depth: number;
  readonly name: string;
  readonly namespace: string;
  /** The namespace of the elements inside; the tag gives it a prefix if it has none. Undefined when there are none inside. */
  readonly contract: string | undefined;
  /** A root declares `i` too. */
  readonly isRoot: boolean;
}

/**
 * The tags of one element. Its own namespace is written with the prefix in force for it, else it becomes the default namespace; the
 * contract's gets a prefix unless it is in force in either way (the rule of the serializer's WriteNamespaceDecl).
 */
export function startTag({ style, scope, depth, name, namespace, contract, isRoot }: StartTag): Tags {
  let inner = scope;
  let defaultNamespace = '';
  let prefixes = '';

  let prefix = prefixOf(inner, namespace);
  if (prefix === undefined) {
    prefix = '';
    inner = { prefix, namespace, outer: inner };
    defaultNamespace = ` xmlns="${xmlAttribute(namespace)}"`;
  }
  if (contract !== undefined && prefixOf(inner, contract) === undefined) {
    const made = style.prefix(depth, madePrefixes(inner));
    inner = { prefix: made, namespace: contract, outer: inner };
    prefixes = ` xmlns:${made}="${xmlAttribute(contract)}"`;
  }
  if (isRoot) {
    inner = { prefix: 'i', namespace: schemaInstance, outer: inner };
    prefixes += ` xmlns:i="${schemaInstance}"`;
  }

  const qualified = prefix === '' ? name : `${prefix}:${name}`;
  const nil = ' i:nil="true"';
  const isFirst = style.defaultNamespace === 'first';
  const declarations = isFirst ? defaultNamespace + prefixes : prefixes + defaultNamespace;
  const withNil = isFirst ? nil + declarations : prefixes + nil + defaultNamespace;
  return {
    open: `<${qualified}${declarations}>`,
    close: `</${qualified}>`,
    empty: `<${qualified}${declarations}${style.emptyEnd}`,
    nil: `<${qualified}${withNil}${style.emptyEnd}`,
    scope: inner,
  };
}

/** The innermost prefix for the namespace that no later declaration hides; undefined when it has none. */
function prefixOf(scope: Scope | undefined, namespace: string): string | undefined {
  let isDefaultHidden = false;
  for (let at = scope; at !== undefined; at = at.outer) {
    // Prefixes of the writer's own making never repeat, so only the default namespace can be hidden.
    if (at.namespace === namespace && !(at.prefix === '' && isDefaultHidden)) return at.prefix;
    if (at.prefix === '') isDefaultHidden = true;
  }
  return undefined;
}

function madePrefixes(scope: Scope | undefined): number {
  let count = 0;
  for (let at = scope; at !== undefined; at = at.outer) if (at.prefix !== '' && at.prefix !== 'i') count++;
  return count;
}
