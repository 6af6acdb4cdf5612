/**
 * A contract's types as XML schemas, in the words and the order of WCF's exporter: one schema for each namespace, of which the first is that of the
 * operations' wrappers. Every complex type is followed by a global element of its name.
 */
import type { Enumeration, List, Member, RecordShape, Scalar, Shape } from '../../formats/shape.ts';
import { type XmlNode, xmlNode } from '../../formats/xml-document.ts';
import type { Operation } from '../contract.ts';
import type { WcfContract } from './contract.ts';
import { createPrefixes, type Declared, NOTHING_DECLARED, type PrefixSource } from './prefixes.ts';
import { foreignNamespaces, type NamedType, partsOf, type TypesOfNamespace, typesOf } from './schema-types.ts';
import { SERIALIZATION, serializationSchema } from './serialization-schema.ts';

const SCHEMA = 'http://www.w3.org/2001/XMLSchema';

/** A schema and the namespaces that it needs. */
export interface ContractSchema {
  readonly namespace: string;
  readonly imports: readonly string[];
  readonly write: (prefixes: PrefixSource) => readonly XmlNode[];
  readonly attributeFormDefault?: 'qualified';
}

/** The schemas of a contract, those first that others build upon; the one of the wrappers comes last. */
export function schemasOf(contract: WcfContract): readonly ContractSchema[] {
  const operations = Object.values(contract.operations);
  const wrapped = operations.flatMap(({ request, response }) => [request, response]);
  return [
    { namespace: SERIALIZATION, imports: [], write: () => serializationSchema, attributeFormDefault: 'qualified' },
    ...typesOf(contract).map(schemaOfTypes),
    {
      namespace: contract.namespace,
      imports: [...new Set(wrapped.map(({ namespace }) => namespace))],
      write: (prefixes) => operations.flatMap((operation) => wrappers(contract, operation, prefixes)),
    },
  ];
}

/** The element of a schema. `location` says where another schema is; without it, imports name the namespace alone, as between schemas of one document. */
export function schemaElement(
  schema: ContractSchema,
  location?: (namespace: string) => string,
  prefixes = createPrefixes(),
): XmlNode {
  const { namespace, imports, attributeFormDefault } = schema;
  const attributes = {
    'xmlns:tns': namespace,
    attributeFormDefault,
    elementFormDefault: 'qualified',
    targetNamespace: namespace,
    'xmlns:xs': SCHEMA,
  };
  const imported = imports.map((foreign) =>
    xmlNode('xs:import', { schemaLocation: location?.(foreign), namespace: foreign }),
  );
  return xmlNode('xs:schema', attributes, [...imported, ...schema.write(prefixes)]);
}

function schemaOfTypes({ namespace, types }: TypesOfNamespace): ContractSchema {
  return {
    namespace,
    imports: [...foreignNamespaces(types, namespace), ...(types.some(holdsGuid) ? [SERIALIZATION] : [])],
    write: (prefixes) => types.flatMap((type) => [typeNode(type, prefixes), globalElement(type)]),
  };
}

/** A GUID is no type of XML schema but one of .NET's primitives. */
function holdsGuid(type: NamedType): boolean {
  return partsOf(type).includes('guid');
}

function globalElement({ name }: NamedType): XmlNode {
  return xmlNode('xs:element', { name, nillable: 'true', type: `tns:${name}` });
}

function typeNode(type: NamedType, prefixes: PrefixSource): XmlNode {
  switch (type.kind) {
    case 'enumeration':
      return enumerationNode(type);
    case 'list':
      return listNode(type, prefixes);
    case 'record':
      return recordNode(type, prefixes);
  }
}

function enumerationNode({ name, values }: Enumeration): XmlNode {
  const words = values.map((value) => xmlNode('xs:enumeration', { value }));
  return xmlNode('xs:simpleType', { name }, [xmlNode('xs:restriction', { base: 'xs:string' }, words)]);
}

function listNode({ name, namespace, itemName, item }: List, prefixes: PrefixSource): XmlNode {
  const itemNode = elementNode({ name: itemName, namespace, type: item, isMany: true }, NOTHING_DECLARED, prefixes);
  return xmlNode('xs:complexType', { name }, [xmlNode('xs:sequence', {}, [itemNode])]);
}

function recordNode({ name, namespace, base, members }: RecordShape, prefixes: PrefixSource): XmlNode {
  const sequence = (declared: Declared) =>
    xmlNode(
      'xs:sequence',
      {},
      Object.entries(members).map(([member, { type, nullable }]) =>
        elementNode({ name: member, namespace, type, nullable }, declared, prefixes),
      ),
    );
  if (base === undefined) return xmlNode('xs:complexType', { name }, [sequence(NOTHING_DECLARED)]);
  const named = nameIn(base, namespace, NOTHING_DECLARED, prefixes);
  const extension = xmlNode('xs:extension', { ...named.declaration, base: named.text }, [sequence(named.declared)]);
  return xmlNode('xs:complexType', { name }, [xmlNode('xs:complexContent', { mixed: 'false' }, [extension])]);
}

interface ElementOfType {
  readonly name: string;
  /** Of the schema that it stands in. */
  readonly namespace: string;
  readonly type: Shape;
  readonly nullable?: Member['nullable'] | undefined;
  readonly isMany?: boolean;
}

function elementNode(element: ElementOfType, declared: Declared, prefixes: PrefixSource): XmlNode {
  const { name, namespace, type, nullable, isMany } = element;
  const named = nameIn(type, namespace, declared, prefixes);
  return xmlNode('xs:element', {
    ...named.declaration,
    minOccurs: '0',
    maxOccurs: isMany === true ? 'unbounded' : undefined,
    name,
    nillable: nullable === true || isReference(type) ? 'true' : undefined,
    type: named.text,
  });
}

const PRIMITIVES: Readonly<Record<Scalar, string>> = {
  string: 'xs:string',
  short: 'xs:short',
  int: 'xs:int',
  long: 'xs:long',
  boolean: 'xs:boolean',
  dateTime: 'xs:dateTime',
  guid: 'guid',
};

function nameIn(type: Shape, namespace: string, declared: Declared, prefixes: PrefixSource) {
  if (type === 'guid') return prefixes.qualify(PRIMITIVES.guid, SERIALIZATION, declared);
  if (typeof type === 'string') return { text: PRIMITIVES[type], declaration: {}, declared };
  if (type.kind === 'dictionary') throw new Error('A dictionary has no schema on this platform.');
  if (type.namespace === namespace) return { text: `tns:${type.name}`, declaration: {}, declared };
  return prefixes.qualify(type.name, type.namespace, declared);
}

/** What may be null in .NET by itself. */
function isReference(type: Shape): boolean {
  return typeof type === 'string' ? type === 'string' : type.kind !== 'enumeration';
}

/** The elements that a message's body holds: the operation's name around its request, and the same with `Response` around its answer. */
function wrappers(contract: WcfContract, operation: Operation, prefixes: PrefixSource): readonly XmlNode[] {
  const wrapper = (name: string, part: string, type: RecordShape) => {
    const element = elementNode({ name: part, namespace: contract.namespace, type }, NOTHING_DECLARED, prefixes);
    return xmlNode('xs:element', { name }, [xmlNode('xs:complexType', {}, [xmlNode('xs:sequence', {}, [element])])]);
  };
  return [
    wrapper(operation.name, contract.parameter, operation.request),
    wrapper(`${operation.name}Response`, `${operation.name}Result`, operation.response),
  ];
}
