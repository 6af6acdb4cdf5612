/**
 * The formats that the platform is registered with: how each is negotiated, and how it reads a request and writes an answer.
 */
import { dataContractReader, rootFault } from '../../formats/data-contract-read.ts';
import { dataContractWriter, textStyle } from '../../formats/data-contract-write.ts';
import { jsonReader } from '../../formats/json-read.ts';
import { jsonWriter } from '../../formats/json-write.ts';
import type { RecordShape } from '../../formats/shape.ts';
import { readXml, type XmlFault } from '../../formats/xml-read.ts';
import { xmlDeclaration } from '../../formats/xml-write.ts';
import type { Negotiable } from './negotiate.ts';

export type BodyReading =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  /** A sentence that quotes no text of the request but a value that isn't one of a boolean or a number. */
  | { readonly ok: false; readonly message: string };

export type ReadBody = (text: string) => BodyReading;
export type WriteBody = (value: Readonly<Record<string, unknown>>) => string;

/** How a format reads and writes; both are built once for each shape. */
export interface Codec {
  /** The Content-Type of an answer. */
  readonly type: string;
  readonly reader: (shape: RecordShape) => ReadBody;
  readonly writer: (shape: RecordShape) => WriteBody;
}

export interface Format extends Negotiable {
  /** Undefined for a format that can be negotiated and has no body of its own: its answers are written as JSON. */
  readonly codec: Codec | undefined;
}

/** The one that every other format can fall back on. */
export const jsonCodec: Codec = {
  type: 'application/json; charset=utf-8',
  reader: jsonReader,
  // Which members a value has is known where the contract is; from here on only its shape is.
  writer: (shape) => jsonWriter(shape) as WriteBody,
};

const xmlCodec: Codec = {
  type: 'application/xml',
  reader: xmlBodyReader,
  writer: (shape) => {
    // As with JSON.
    const write = dataContractWriter(shape, textStyle) as WriteBody;
    return (value) => xmlDeclaration + write(value);
  },
};

export const formats: readonly Format[] = [
  { key: 'html', contentType: 'text/html', aliases: [], codec: undefined },
  { key: 'json', contentType: 'application/json', aliases: ['text/json'], codec: jsonCodec },
  { key: 'xml', contentType: 'application/xml', aliases: ['text/xml'], codec: xmlCodec },
];

function xmlBodyReader(shape: RecordShape): ReadBody {
  const read = dataContractReader(shape);
  return (text) => {
    // As with JSON: nothing sent asks for the operation with nothing set.
    if (text.trim() === '') return { ok: true, value: {} };
    const reading = readXml(text);
    if (!reading.ok) return { ok: false, message: sayXmlFault(reading.fault) };
    const root = rootFault(reading.root, shape.name, shape.namespace);
    if (root !== undefined) return { ok: false, message: root.message.trimEnd() };
    const value = read(reading.root);
    return value.ok ? { ok: true, value: value.value ?? {} } : { ok: false, message: value.fault.message };
  };
}

/** The parser's own sentence may quote what it stumbled over, so only the kind of the fault and its place are told. */
function sayXmlFault({ kind, message, line, column }: XmlFault): string {
  const what = kind === 'malformed' ? 'The text is not well-formed XML.' : message;
  return `${what} Line ${line}, position ${column}.`;
}
