import { dataContractListReader, dataContractReader, rootFault } from '../../formats/data-contract-read.ts';
import { dataContractListWriter, dataContractWriter, textStyle } from '../../formats/data-contract-write.ts';
import type { TextReading } from '../../formats/json-read.ts';
import { type List, list, type RecordShape } from '../../formats/shape.ts';
import { readXml, type XmlElement, type XmlFault } from '../../formats/xml-read.ts';
import type { XmlValueReading } from '../../formats/xml-value.ts';
import { xmlDeclaration } from '../../formats/xml-write.ts';
import type { Codec, ReadBodies, ReadBody, Values, WriteBodies, WriteBody } from './formats.ts';

/** XML as the framework has it: DataContractSerializer over the general XmlWriter, the declaration glued to the root. */
export const xmlCodec: Codec = {
  type: 'application/xml',
  reader: (shape): ReadBody => {
    const read = dataContractReader(shape);
    return documentReader(shape, {}, (root) => nothingIsEmpty(read(root)));
  },
  listReader: (shape): ReadBodies => {
    const many = arrayOf(shape);
    return documentReader(many, [], dataContractListReader(many));
  },
  writer: (shape) => declared(dataContractWriter(shape, textStyle)) as WriteBody,
  listWriter: (shape) => declared(dataContractListWriter(arrayOf(shape), textStyle)) as WriteBodies,
};

/** What .NET calls a list of them. */
function arrayOf(shape: RecordShape): List<RecordShape> {
  return list(`ArrayOf${shape.name}`, shape.namespace, shape.name, shape);
}

function declared<V>(write: (value: V) => string): (value: V) => string {
  return (value) => xmlDeclaration + write(value);
}

/** @param empty what a text without anything in it stands for, as in JSON */
function documentReader<T>(
  root: { readonly name: string; readonly namespace: string },
  empty: T,
  read: (element: XmlElement) => XmlValueReading<T>,
): (text: string) => TextReading<T> {
  return (text) => {
    if (text.trim() === '') return { ok: true, value: empty };
    const reading = readXml(text);
    if (!reading.ok) return { ok: false, message: sayXmlFault(reading.fault) };
    const fault = rootFault(reading.root, root.name, root.namespace);
    if (fault !== undefined) return { ok: false, message: fault.message.trimEnd() };
    const value = read(reading.root);
    return value.ok ? value : { ok: false, message: value.fault.message };
  };
}

function nothingIsEmpty(reading: XmlValueReading<Values | null>): XmlValueReading<Values> {
  return reading.ok ? { ok: true, value: reading.value ?? {} } : reading;
}

/** The parser's own sentence may quote what it stumbled over, so only the kind of the fault and its place are told. */
export function sayXmlFault({ kind, message, line, column }: XmlFault): string {
  const what = kind === 'malformed' ? 'The text is not well-formed XML.' : message;
  return `${what} Line ${line}, position ${column}.`;
}
