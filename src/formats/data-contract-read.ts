/**
 * Reading in the manner of .NET's DataContractSerializer, which goes forward only: it expects a record's members in wire order, base first,
 * and passes over whatever isn't one of those still to come. So an element that is out of order, repeated, unknown or in another namespace
 * is lost without a word, and what is missing is null. Nil is null too where the member may be, and else a fault.
 */
import type { Enumeration, List, Member, RecordShape, Scalar, Shape, ValueOf } from './shape.ts';
import { readScalar } from './xml-lexical.ts';
import { xmlMembers } from './xml-members.ts';
import { child, type XmlElement } from './xml-read.ts';
import {
  type FaultSlot,
  fail,
  isNil,
  listReader,
  quoted,
  type ReadXmlValue,
  type XmlValueFault,
  type XmlValueReading,
} from './xml-value.ts';

/** The namespace of dictionaries' and plain arrays' elements. */
export const arraysNamespace = 'http://schemas.microsoft.com/2003/10/Serialization/Arrays';

/**
 * Builds the reader of one record; build it once and keep it. The element's own name isn't looked at (see `rootFault`); a nil element or
 * none is null. Scalars follow .NET's lexical rules, so a boolean is `true`, `false`, `1` or `0`. Nil items of a list are left out.
 */
export function dataContractReader<const R extends RecordShape>(
  shape: R,
): (element: XmlElement | undefined) => XmlValueReading<ValueOf<R> | null> {
  const read = recordReader(shape);
  const reader = (element: XmlElement | undefined): XmlValueReading<unknown> => {
    if (element === undefined || isNil(element)) return { ok: true, value: null };
    const slot: FaultSlot = { fault: undefined };
    const value = read(element, slot);
    return slot.fault === undefined ? { ok: true, value } : { ok: false, fault: slot.fault };
  };
  // The shape says at run time what its type says to the compiler, which can't follow it through the loop over the members.
  return reader as (element: XmlElement | undefined) => XmlValueReading<ValueOf<R> | null>;
}

/** Builds the reader of a list that is a document of its own. Items of another name are passed over, and nil ones left out. */
export function dataContractListReader<const I extends RecordShape>(
  shape: List<I>,
): (element: XmlElement) => XmlValueReading<ValueOf<I>[]> {
  const read = valueReader(shape);
  const reader = (element: XmlElement): XmlValueReading<unknown> => {
    const slot: FaultSlot = { fault: undefined };
    const value = read(element, slot);
    return slot.fault === undefined ? { ok: true, value } : { ok: false, fault: slot.fault };
  };
  // As above.
  return reader as (element: XmlElement) => XmlValueReading<ValueOf<I>[]>;
}

/** The serializer's complaint when a document's root isn't the one that it expects; undefined when it is. */
export function rootFault(element: XmlElement, name: string, namespace: string): XmlValueFault | undefined {
  if (element.name === name && element.namespace === namespace) return undefined;
  const message =
    `Expecting element '${name}' from namespace '${namespace}'.. ` +
    `Encountered 'Element'  with name '${quoted(element.name)}', namespace '${quoted(element.namespace)}'. `;
  return { kind: 'structure', element, message };
}

function valueReader(shape: Shape): ReadXmlValue {
  if (typeof shape === 'string') return scalarReader(shape);
  switch (shape.kind) {
    case 'enumeration':
      return enumerationReader(shape);
    case 'list':
      return listReader(shape, valueReader(shape.item));
    case 'record':
      return recordReader(shape);
    case 'dictionary':
      return readDictionary;
  }
}

function recordReader(shape: RecordShape): ReadXmlValue {
  const members = xmlMembers(shape).map(({ name, namespace, member }) => ({
    name,
    namespace,
    read: valueReader(member.type),
    readNil: nilReader(member),
  }));
  return (element, slot) => {
    const value: Record<string, unknown> = {};
    for (const { name } of members) value[name] = null;
    let next = 0;
    for (const found of element.children) {
      for (let index = next; index < members.length; index++) {
        const member = members[index];
        if (member === undefined || member.name !== found.name || member.namespace !== found.namespace) continue;
        next = index + 1;
        value[member.name] = (isNil(found) ? member.readNil : member.read)(found, slot);
        break;
      }
    }
    return value;
  };
}

function nilReader({ type, nullable }: Member): ReadXmlValue {
  const name = typeof type === 'string' ? `System.${CLR_NAMES[type]}` : type.kind === 'enumeration' ? type.name : '';
  if (nullable === true || name === '' || type === 'string') return () => null;
  return (element, slot) => fail(slot, 'null', element, `ValueType '${name}' cannot be null.`);
}

/** An entry without a key is passed over; of entries with one key the last counts. */
function readDictionary(element: XmlElement, slot: FaultSlot): unknown {
  const entries: [string, string][] = [];
  for (const entry of element.children) {
    if (entry.name !== 'KeyValueOfstringstring' || entry.namespace !== arraysNamespace) continue;
    const key = child(entry, arraysNamespace, 'Key');
    const value = child(entry, arraysNamespace, 'Value');
    if (key === undefined || value === undefined || isNil(key) || isNil(value)) continue;
    if (key.children.length > 0) return notSimple(key, slot);
    if (value.children.length > 0) return notSimple(value, slot);
    entries.push([key.text, value.text]);
  }
  return Object.fromEntries(entries);
}

const CLR_NAMES: Readonly<Record<Scalar, string>> = {
  string: 'String',
  short: 'Int16',
  int: 'Int32',
  long: 'Int64',
  boolean: 'Boolean',
  dateTime: 'DateTime',
  guid: 'Guid',
};

function scalarReader(type: Scalar): ReadXmlValue {
  return (element, slot) => {
    if (element.children.length > 0) return notSimple(element, slot);
    const reading = readScalar(type, element.text);
    if (reading.ok) return reading.value;
    const message = `The value '${quoted(element.text)}' cannot be parsed as the type '${CLR_NAMES[type]}'.`;
    return fail(slot, 'value', element, message);
  };
}

function enumerationReader(shape: Enumeration): ReadXmlValue {
  return (element, slot) => {
    if (element.children.length > 0) return notSimple(element, slot);
    if (shape.values.includes(element.text)) return element.text;
    const message =
      `Invalid enum value '${quoted(element.text)}' cannot be deserialized into type '${shape.name}'. Ensure that the necessary enum ` +
      'values are present and are marked with EnumMemberAttribute attribute if the type has DataContractAttribute attribute.';
    return fail(slot, 'value', element, message);
  };
}

function notSimple(element: XmlElement, slot: FaultSlot): null {
  const inner = element.children[0] ?? element;
  const message =
    `End element '${element.name}' from namespace '${element.namespace}' expected. ` +
    `Found element '${quoted(inner.name)}' from namespace '${quoted(inner.namespace)}'.`;
  return fail(slot, 'structure', element, message);
}
