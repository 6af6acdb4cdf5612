/**
 * The formats that the platform is registered with: how each is negotiated, and how it reads a request and writes an answer.
 *
 * Each codec reads and writes one record, and a list of them for a batch. HTML has none: it is a page, made of a value that another codec could
 * have written.
 */
import { csvReader } from '../../formats/csv-read.ts';
import { csvListWriter, csvWriter } from '../../formats/csv-write.ts';
import { jsonListReader, jsonReader, type TextReading } from '../../formats/json-read.ts';
import { jsonWriter } from '../../formats/json-write.ts';
import { jsvListReader, jsvReader } from '../../formats/jsv-read.ts';
import { jsvWriter } from '../../formats/jsv-write.ts';
import type { RecordShape } from '../../formats/shape.ts';
import type { TextManner } from '../../formats/text-manner.ts';
import type { Negotiable } from './negotiate.ts';
import { xmlCodec } from './xml-codec.ts';

export type Values = Readonly<Record<string, unknown>>;

/** The message of a reading that failed quotes no text of the request but a value that isn't one of a boolean or a number. */
export type ReadBody = (text: string) => TextReading<Values>;
export type ReadBodies = (text: string) => TextReading<readonly Values[]>;
export type WriteBody = (value: Values) => string;
export type WriteBodies = (values: readonly Values[]) => string;

/** How a format reads and writes. All four are built once for each shape. */
export interface Codec {
  /** The Content-Type of an answer. */
  readonly type: string;
  readonly reader: (shape: RecordShape) => ReadBody;
  /** Undefined for a format in which nothing is sent in batches. */
  readonly listReader: ((shape: RecordShape) => ReadBodies) | undefined;
  readonly writer: (shape: RecordShape, manner: TextManner) => WriteBody;
  readonly listWriter: (shape: RecordShape, manner: TextManner) => WriteBodies;
}

export interface Format extends Negotiable {
  readonly codec: Codec | undefined;
}

/** Which members a value has is known where the contract is; from here on only its shape is. */
const jsonRecordWriter = (shape: RecordShape, manner: TextManner): WriteBody => jsonWriter(shape, manner) as WriteBody;
const jsvRecordWriter = (shape: RecordShape, manner: TextManner): WriteBody => jsvWriter(shape, manner) as WriteBody;

/** The one that every other format can fall back on. */
export const jsonCodec: Codec = {
  type: 'application/json; charset=utf-8',
  reader: jsonReader,
  listReader: jsonListReader,
  writer: jsonRecordWriter,
  listWriter: inBrackets(jsonRecordWriter),
};

const jsvCodec: Codec = {
  type: 'application/jsv',
  reader: jsvReader,
  listReader: jsvListReader,
  writer: jsvRecordWriter,
  listWriter: inBrackets(jsvRecordWriter),
};

const csvCodec: Codec = {
  type: 'text/csv',
  reader: csvReader,
  listReader: undefined,
  writer: (shape, manner) => csvWriter(shape, manner) as WriteBody,
  listWriter: (shape, manner) => csvListWriter(shape, manner) as WriteBodies,
};

export const formats: readonly Format[] = [
  { key: 'html', contentType: 'text/html', aliases: [], codec: undefined },
  { key: 'json', contentType: 'application/json', aliases: ['text/json'], codec: jsonCodec },
  { key: 'xml', contentType: 'application/xml', aliases: ['text/xml'], codec: xmlCodec },
  { key: 'jsv', contentType: 'application/jsv', aliases: ['text/jsv'], codec: jsvCodec },
  { key: 'csv', contentType: 'text/csv', aliases: [], codec: csvCodec },
];

function inBrackets(writer: Codec['writer']): Codec['listWriter'] {
  return (shape, manner) => {
    const write = writer(shape, manner);
    return (values) => `[${values.map(write).join(',')}]`;
  };
}
