/**
 * Reading in the manner of .NET's XmlSerializer, which is forgiving: members come in any order, what isn't known is passed over, and what
 * is missing is null. Only a value that isn't one of its type is an error.
 */
import type { Enumeration, RecordShape, Scalar, Shape, ValueOf } from './shape.ts';
import { type LexicalFailure, readScalar } from './xml-lexical.ts';
import { xmlMembers } from './xml-members.ts';
import { child, type XmlElement } from './xml-read.ts';
import {
  type FaultSlot,
  fail,
  isNil,
  listReader,
  quoted,
  type ReadXmlValue,
  type XmlValueReading,
} from './xml-value.ts';

/**
 * Builds the reader of one record; build it once and keep it. The element given must be the record's own, of name `name` (the shape's,
 * if not said) in the shape's namespace. Any other, or none, reads as a record of nulls, and so does a nil one: ASMX calls an operation
 * that was found by its action like that when the body holds something else. Of a repeated member the first counts. A member in another
 * namespace isn't that member.
 */
export function xmlSerializerReader<const R extends RecordShape>(
  shape: R,
  name: string = shape.name,
): (element: XmlElement | undefined) => XmlValueReading<ValueOf<R>> {
  const read = recordReader(shape);
  const nothing: XmlElement = { namespace: '', name: '', prefix: '', attributes: [], children: [], text: '', end: 0 };
  return (element) => {
    const slot: FaultSlot = { fault: undefined };
    const isOurs =
      element !== undefined && element.name === name && element.namespace === shape.namespace && !isNil(element);
    const value = read(isOurs ? element : nothing, slot);
    // The shape says at run time what its type says to the compiler, which can't follow it through the loop over the members.
    return slot.fault === undefined ? { ok: true, value: value as ValueOf<R> } : { ok: false, fault: slot.fault };
  };
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
      throw new Error('XmlSerializer has no dictionaries: the contract asks for what the platform lacks.');
  }
}

function recordReader(shape: RecordShape): ReadXmlValue {
  const members = xmlMembers(shape).map(({ name, namespace, member }) => ({
    name,
    namespace,
    read: valueReader(member.type),
  }));
  return (element, slot) => {
    const value: Record<string, unknown> = {};
    for (const { name, namespace, read } of members) {
      const found = child(element, namespace, name);
      value[name] = found === undefined || isNil(found) ? null : read(found, slot);
    }
    return value;
  };
}

function scalarReader(type: Scalar): ReadXmlValue {
  return (element, slot) => {
    if (element.children.length > 0) return notSimple(element, slot);
    const reading = readScalar(type, element.text);
    return reading.ok ? reading.value : fail(slot, 'value', element, words(type, reading.failure, element.text));
  };
}

function enumerationReader(shape: Enumeration): ReadXmlValue {
  return (element, slot) => {
    if (element.children.length > 0) return notSimple(element, slot);
    if (shape.values.includes(element.text)) return element.text;
    const message = `Instance validation error: '${quoted(element.text)}' is not a valid value for ${shape.name}.`;
    return fail(slot, 'value', element, message);
  };
}

function notSimple(element: XmlElement, slot: FaultSlot): null {
  const message =
    'Unexpected node type Element. ReadElementString method can only be called on elements with simple or empty content.';
  return fail(slot, 'structure', element, message);
}

const CLR_INTEGERS = { short: 'Int16', int: 'Int32', long: 'Int64' } as const;

/** The sentences of the exceptions that XmlConvert throws in the .NET Framework. */
function words(type: Scalar, failure: LexicalFailure, text: string): string {
  switch (type) {
    case 'string':
      return '';
    case 'short':
    case 'int':
    case 'long':
      return failure === 'overflow'
        ? `Value was either too large or too small for an ${CLR_INTEGERS[type]}.`
        : 'Input string was not in a correct format.';
    case 'boolean':
      return `The string '${quoted(text)}' is not a valid Boolean value.`;
    case 'dateTime':
      return `The string '${quoted(text)}' is not a valid AllXsd value.`;
    case 'guid':
      return text.trim() === ''
        ? 'Unrecognized Guid format.'
        : 'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).';
  }
}
