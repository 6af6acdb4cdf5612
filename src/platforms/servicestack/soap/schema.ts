/**
 * Schemas of the types that a contract's messages are made of, as DataContractSerializer exports them.
 */
import { arraysNamespace } from '../../../formats/data-contract-read.ts';
import type { RecordShape, Shape } from '../../../formats/shape.ts';
import { type XmlNode, xmlNode } from '../../../formats/xml-document.ts';

export const XSD = 'http://www.w3.org/2001/XMLSchema';

interface Collected {
  /** Complex types by namespace, then by name. */
  readonly types: Map<string, Map<string, XmlNode>>;
  /** The namespaces that each namespace's types name. */
  readonly imports: Map<string, Set<string>>;
}

/** One schema for each namespace, those that others name first. Each message is an element of its type's name. */
export function schemasOf(messages: readonly RecordShape[]): readonly XmlNode[] {
  const collected: Collected = { types: new Map(), imports: new Map() };
  for (const message of messages) collect(message, collected);
  const namespaces = [...collected.types.keys()].sort(
    (a, b) => (collected.imports.get(a)?.size ?? 0) - (collected.imports.get(b)?.size ?? 0),
  );
  return namespaces.map((namespace) => {
    const elements = messages.filter((message) => message.namespace === namespace);
    return xmlNode(
      'xs:schema',
      { 'xmlns:xs': XSD, 'xmlns:tns': namespace, elementFormDefault: 'qualified', targetNamespace: namespace },
      [
        ...[...(collected.imports.get(namespace) ?? [])].map((other) => xmlNode('xs:import', { namespace: other })),
        ...(collected.types.get(namespace)?.values() ?? []),
        ...elements.map(({ name }) => xmlNode('xs:element', { name, nillable: 'true', type: `tns:${name}` })),
      ],
    );
  });
}

function collect(shape: Shape, collected: Collected): void {
  if (typeof shape === 'string' || shape.kind === 'enumeration') return;
  if (shape.kind === 'dictionary') {
    typesIn(arraysNamespace, collected).set(DICTIONARY, dictionaryType());
    return;
  }
  const types = typesIn(shape.namespace, collected);
  if (types.has(shape.name)) return;
  const parts: readonly (readonly [string, Shape, string | undefined])[] =
    shape.kind === 'list'
      ? [[shape.itemName, shape.item, 'unbounded']]
      : Object.entries(shape.members).map(([name, { type }]) => [name, type, undefined]);
  const elements = parts.map(([name, type, maxOccurs]) => elementOf(name, type, maxOccurs, shape.namespace, collected));
  types.set(shape.name, xmlNode('xs:complexType', { name: shape.name }, [xmlNode('xs:sequence', {}, elements)]));
  for (const [, type] of parts) collect(type, collected);
}

function typesIn(namespace: string, { types }: Collected): Map<string, XmlNode> {
  const found = types.get(namespace) ?? new Map<string, XmlNode>();
  types.set(namespace, found);
  return found;
}

/** Prefixes of other namespaces are declared where they are used, which every toolkit understands. */
function elementOf(
  name: string,
  type: Shape,
  maxOccurs: string | undefined,
  namespace: string,
  collected: Collected,
): XmlNode {
  const isValue = type === 'boolean' || type === 'int';
  const common = { minOccurs: '0', maxOccurs, name, nillable: isValue ? undefined : 'true' };
  const named = namedType(type);
  if (named === undefined) return xmlNode('xs:element', { ...common, type: `xs:${String(type)}` });
  if (named.namespace === namespace) return xmlNode('xs:element', { ...common, type: `tns:${named.name}` });
  const others = collected.imports.get(namespace) ?? new Set();
  collected.imports.set(namespace, others.add(named.namespace));
  return xmlNode('xs:element', { ...common, 'xmlns:q1': named.namespace, type: `q1:${named.name}` });
}

/** Undefined for a type of XML Schema itself. */
function namedType(type: Shape): { readonly name: string; readonly namespace: string } | undefined {
  if (typeof type === 'string') return undefined;
  return type.kind === 'dictionary' ? { name: DICTIONARY, namespace: arraysNamespace } : type;
}

const DICTIONARY = 'ArrayOfKeyValueOfstringstring';

function dictionaryType(): XmlNode {
  const text = (name: string) => xmlNode('xs:element', { name, nillable: 'true', type: 'xs:string' });
  const entry = xmlNode('xs:element', { minOccurs: '0', maxOccurs: 'unbounded', name: 'KeyValueOfstringstring' }, [
    xmlNode('xs:complexType', {}, [xmlNode('xs:sequence', {}, [text('Key'), text('Value')])]),
  ]);
  return xmlNode('xs:complexType', { name: DICTIONARY }, [xmlNode('xs:sequence', {}, [entry])]);
}
