/**
 * Samples of requests and answers for the pages: every member filled, in each format as it is really written.
 */
import type { RecordShape, Shape } from '../../../formats/shape.ts';
import { xmlMembers } from '../../../formats/xml-members.ts';
import { type Codec, formats, type Values } from '../formats.ts';
import type { Host } from '../host.ts';
import { mannerOf } from '../manner.ts';
import { ofKey } from '../negotiate.ts';
import { SOAP_TYPES, soapWriter } from '../soap/envelope.ts';
import { indentedXml } from './indented-xml.ts';

export interface SampleFormat {
  /** As on the page: `HTTP + XML`. */
  readonly title: string;
  /** As in the sample's headers. */
  readonly contentType: string;
  readonly isSoap: boolean;
}

/** By the key in the page's path. */
export const SAMPLE_FORMATS: ReadonlyMap<string, SampleFormat> = new Map([
  ['xml', { title: 'XML', contentType: 'application/xml', isSoap: false }],
  ['json', { title: 'JSON', contentType: 'application/json', isSoap: false }],
  ['jsv', { title: 'JSV', contentType: 'application/jsv', isSoap: false }],
  ['csv', { title: 'CSV', contentType: 'text/csv', isSoap: false }],
  ['soap11', { title: 'SOAP 1.1', contentType: SOAP_TYPES['1.1'], isSoap: true }],
  ['soap12', { title: 'SOAP 1.2', contentType: SOAP_TYPES['1.2'], isSoap: true }],
]);

export type SampleWriter = (key: string, shape: RecordShape | 'string') => string;

export function sampleWriter(host: Host): SampleWriter {
  const manner = mannerOf(host);
  return (key, shape) => {
    if (shape === 'string') return '(string)';
    const value = sampleOf(shape);
    if (key === 'soap11') return indentedXml(soapWriter(shape, '1.1')(value));
    if (key === 'soap12') return indentedXml(soapWriter(shape, '1.2')(value));
    const codec: Codec | undefined = ofKey(formats, key)?.codec;
    if (codec === undefined) throw new Error(`There are no samples in ${key}`);
    const text = codec.writer(shape, manner)(value);
    return key === 'xml' ? indentedXml(text) : text.trimEnd();
  };
}

function sampleOf(shape: RecordShape): Values {
  return Object.fromEntries(xmlMembers(shape).map(({ name, member }) => [name, sampleValue(member.type)]));
}

function sampleValue(shape: Shape): unknown {
  if (typeof shape === 'string') {
    if (shape === 'string') return 'String';
    if (shape === 'boolean') return false;
    return shape === 'guid' ? '00000000-0000-0000-0000-000000000000' : 0;
  }
  switch (shape.kind) {
    case 'enumeration':
      return shape.values[0] ?? '';
    case 'list':
      return [sampleValue(shape.item)];
    case 'record':
      return sampleOf(shape);
    case 'dictionary':
      return { String: 'String' };
  }
}
