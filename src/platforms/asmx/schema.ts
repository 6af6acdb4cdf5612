/**
 * The types of a contract as XML Schema, in the order and the words of ASP.NET's service descriptions.
 *
 * Elements come first in the contract's own schema, each followed by the types that it is the first to use; a type of another namespace goes to
 * a schema of its own behind it. `minOccurs` is what the member says, and the type of a SOAP header admits any attribute.
 */
import type { Enumeration, List, Member, RecordShape, Scalar, Shape } from '../../formats/shape.ts';
import { type XmlNode, xmlNode } from '../../formats/xml-document.ts';
import type { AsmxContract } from './contract.ts';

export interface ContractSchemas {
  /** The contract's own first. */
  readonly schemas: readonly XmlNode[];
  /** The prefixes that types go by besides `s` and `tns`, each with its namespace. */
  readonly prefixes: readonly (readonly [prefix: string, namespace: string])[];
}

/** The schemas of one contract while they grow. */
interface Growing {
  readonly own: string;
  /** By namespace, in the order of first use. */
  readonly schemas: Map<string, GrowingSchema>;
  /** The headers and named types that are there already. */
  readonly known: Set<string>;
}

interface GrowingSchema {
  /** Elements and types in their order. */
  readonly nodes: XmlNode[];
  /** The namespaces of other types that these name. */
  readonly uses: Set<string>;
}

/** Everything that the messages of a contract are made of. */
export function schemasOf(contract: AsmxContract): ContractSchemas {
  const own = contract.namespace;
  const growing: Growing = { own, schemas: new Map(), known: new Set() };
  for (const { request, response, inputHeader, outputHeader } of Object.values(contract.operations)) {
    addWrapper(growing, request);
    addWrapper(growing, response);
    if (inputHeader !== undefined) addHeader(growing, inputHeader);
    if (outputHeader !== undefined) addHeader(growing, outputHeader);
  }
  const schemas = [...growing.schemas].map(([namespace, { nodes, uses }]) => {
    const imports = [...uses].map((used) => xmlNode('s:import', { namespace: used }));
    return xmlNode('s:schema', { elementFormDefault: 'qualified', targetNamespace: namespace }, [...imports, ...nodes]);
  });
  const namespaces = [...growing.schemas.keys()];
  return { schemas, prefixes: namespaces.slice(1).map((namespace) => [prefixOf(growing, namespace), namespace]) };
}

/** The element around an operation's parameters or results, whose type has no name. */
function addWrapper(growing: Growing, shape: RecordShape): void {
  addBeforeItsTypes(growing, shape.namespace, () =>
    xmlNode('s:element', { name: shape.name }, [xmlNode('s:complexType', {}, sequenceOf(growing, shape))]),
  );
}

/** A header is an element and a type of one name, which several operations share. */
function addHeader(growing: Growing, shape: RecordShape): void {
  const { name, namespace } = shape;
  if (!isNew(growing, namespace, `header ${name}`)) return;
  const type = qualified(growing, namespace, namespace, name);
  addBeforeItsTypes(growing, namespace, () => xmlNode('s:element', { name, type }));
  addRecordType(growing, shape, [xmlNode('s:anyAttribute')]);
}

function addRecordType(growing: Growing, shape: RecordShape, behind: readonly XmlNode[] = []): void {
  const { name, namespace, base } = shape;
  if (!isNew(growing, namespace, name)) return;
  addBeforeItsTypes(growing, namespace, () => {
    const inherits = base === undefined ? undefined : typeOf(growing, namespace, base);
    const content = [...sequenceOf(growing, shape), ...behind];
    if (inherits === undefined) return xmlNode('s:complexType', { name }, content);
    const extension = xmlNode('s:extension', { base: inherits }, content);
    return xmlNode('s:complexType', { name }, [xmlNode('s:complexContent', { mixed: 'false' }, [extension])]);
  });
}

function addEnumeration(growing: Growing, { name, namespace, values }: Enumeration): void {
  if (!isNew(growing, namespace, name)) return;
  const words = values.map((value) => xmlNode('s:enumeration', { value }));
  addBeforeItsTypes(growing, namespace, () => simpleType(name, words));
}

function addList(growing: Growing, shape: List): void {
  const { name, namespace, itemName, item } = shape;
  if (!isNew(growing, namespace, name)) return;
  addBeforeItsTypes(growing, namespace, () => {
    const nillable = isReference(item) ? 'true' : undefined;
    const occurs = { minOccurs: '0', maxOccurs: 'unbounded' };
    const element = xmlNode('s:element', {
      ...occurs,
      name: itemName,
      nillable,
      type: typeOf(growing, namespace, item),
    });
    return xmlNode('s:complexType', { name }, [xmlNode('s:sequence', {}, [element])]);
  });
}

/** The members that a record declares itself. */
function sequenceOf(growing: Growing, shape: RecordShape): readonly XmlNode[] {
  const members = Object.entries(shape.members).map(([name, member]) =>
    memberElement(growing, shape.namespace, name, member),
  );
  return members.length === 0 ? [] : [xmlNode('s:sequence', {}, members)];
}

function memberElement(growing: Growing, from: string, name: string, member: Member): XmlNode {
  return xmlNode('s:element', {
    minOccurs: member.required === true ? '1' : '0',
    maxOccurs: '1',
    name,
    nillable: member.nillable === true ? 'true' : undefined,
    type: typeOf(growing, from, member.type),
  });
}

/** What the schema of namespace `from` calls a type, which is described when it is used for the first time. */
function typeOf(growing: Growing, from: string, shape: Shape): string {
  if (typeof shape === 'string') return scalarType(growing, from, shape);
  switch (shape.kind) {
    case 'dictionary':
      throw new Error('XmlSerializer has no dictionaries: the contract asks for what the platform lacks.');
    case 'record':
      addRecordType(growing, shape);
      break;
    case 'enumeration':
      addEnumeration(growing, shape);
      break;
    case 'list':
      addList(growing, shape);
      break;
  }
  return qualified(growing, from, shape.namespace, shape.name);
}

/** Where .NET keeps the types that XML Schema lacks. */
const NET_TYPES = 'http://microsoft.com/wsdl/types/';
const GUID_PATTERN = '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}';

function scalarType(growing: Growing, from: string, scalar: Scalar): string {
  if (scalar !== 'guid') return `s:${scalar}`;
  if (isNew(growing, NET_TYPES, 'guid')) {
    addBeforeItsTypes(growing, NET_TYPES, () => simpleType('guid', [xmlNode('s:pattern', { value: GUID_PATTERN })]));
  }
  return qualified(growing, from, NET_TYPES, 'guid');
}

function simpleType(name: string, facets: readonly XmlNode[]): XmlNode {
  return xmlNode('s:simpleType', { name }, [xmlNode('s:restriction', { base: 's:string' }, facets)]);
}

/** Whether .NET's type can be null by itself. */
function isReference(shape: Shape): boolean {
  return typeof shape === 'string' ? shape === 'string' : shape.kind !== 'enumeration';
}

function isNew({ known }: Growing, namespace: string, name: string): boolean {
  const key = `${name} of ${namespace}`;
  if (known.has(key)) return false;
  known.add(key);
  return true;
}

/** Puts a node where its schema ends now, although building it adds the types that it uses. */
function addBeforeItsTypes(growing: Growing, namespace: string, build: () => XmlNode): void {
  const { nodes } = schemaIn(growing, namespace);
  const at = nodes.length;
  const node = build();
  nodes.splice(at, 0, node);
}

function schemaIn({ schemas }: Growing, namespace: string): GrowingSchema {
  let schema = schemas.get(namespace);
  if (schema === undefined) {
    schema = { nodes: [], uses: new Set() };
    schemas.set(namespace, schema);
  }
  return schema;
}

function qualified(growing: Growing, from: string, namespace: string, name: string): string {
  if (namespace !== from) schemaIn(growing, from).uses.add(namespace);
  return `${prefixOf(growing, namespace)}:${name}`;
}

/** The contract's own namespace comes first and has a prefix of its own. */
function prefixOf({ own, schemas }: Growing, namespace: string): string {
  return namespace === own ? 'tns' : `s${[...schemas.keys()].indexOf(namespace)}`;
}
