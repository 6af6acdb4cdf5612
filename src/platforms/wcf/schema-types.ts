/**
 * The types of a contract, found by going through its operations and grouped by namespace: each namespace becomes a schema document.
 */
import type { Enumeration, List, RecordShape, Shape } from '../../formats/shape.ts';
import type { WcfContract } from './contract.ts';

export type NamedType = RecordShape | List | Enumeration;

/** One namespace with its types, each after its base. */
export interface TypesOfNamespace {
  readonly namespace: string;
  readonly types: readonly NamedType[];
}

/**
 * The namespaces of a contract's types, those first that others build upon: some toolkits read a schema from top to bottom once, and lose a base that
 * comes later.
 * @throws when namespaces refer to each other in a circle, which several toolkits can't follow
 */
export function typesOf(contract: WcfContract): readonly TypesOfNamespace[] {
  const found = new Map<string, Map<string, NamedType>>();
  const roots = Object.values(contract.operations).flatMap(({ request, response }) => [request, response]);
  for (const shape of [...roots, contract.faultDetail]) collect(shape, found);
  return inOrder(found);
}

function collect(shape: Shape, found: Map<string, Map<string, NamedType>>): void {
  if (typeof shape === 'string') return;
  if (shape.kind === 'dictionary') throw new Error('A dictionary has no schema on this platform.');
  const types = found.get(shape.namespace) ?? new Map<string, NamedType>();
  found.set(shape.namespace, types);
  const known = types.get(shape.name);
  if (known === shape) return;
  if (known !== undefined) throw new Error(`Two types of one namespace are called ${shape.name}.`);
  if (shape.kind === 'record' && shape.base !== undefined) collect(shape.base, found);
  types.set(shape.name, shape);
  for (const part of partsOf(shape)) collect(part, found);
}

/** What stands inside a value of the type, in wire order. */
export function partsOf(shape: NamedType): readonly Shape[] {
  switch (shape.kind) {
    case 'enumeration':
      return [];
    case 'list':
      return [shape.item];
    case 'record':
      return Object.values(shape.members).map(({ type }) => type);
  }
}

/** The namespaces that a type names besides its own, in the order in which a schema first needs them. */
export function foreignNamespaces(types: readonly NamedType[], own: string): readonly string[] {
  const foreign = new Set<string>();
  for (const type of types) {
    const named = type.kind === 'record' && type.base !== undefined ? [type.base, ...partsOf(type)] : partsOf(type);
    for (const shape of named) {
      if (typeof shape !== 'string' && shape.kind !== 'dictionary') foreign.add(shape.namespace);
    }
  }
  foreign.delete(own);
  return [...foreign];
}

function inOrder(found: ReadonlyMap<string, ReadonlyMap<string, NamedType>>): readonly TypesOfNamespace[] {
  const ordered = new Map<string, TypesOfNamespace>();
  const visit = (namespace: string, above: readonly string[]): void => {
    if (ordered.has(namespace)) return;
    if (above.includes(namespace)) throw new Error(`The namespace ${namespace} builds upon itself.`);
    const types = [...(found.get(namespace)?.values() ?? [])];
    for (const foreign of foreignNamespaces(types, namespace)) visit(foreign, [...above, namespace]);
    ordered.set(namespace, { namespace, types });
  };
  for (const namespace of found.keys()) visit(namespace, []);
  return [...ordered.values()];
}
