/**
 * Samples as Web API's help pages show them: one value of a type, counted through (`sample string 1`, `2`, …), in each format that it travels in.
 */
import type { RecordShape, Scalar, Shape, Writable } from '../../../formats/shape.ts';
import { xmlMembers } from '../../../formats/xml-members.ts';
import { FORM_TYPE, FORMATS } from '../formats.ts';
import { xmlWriter } from '../formatters.ts';
import { writeJson } from '../write-json.ts';

export interface Sample {
  /** The media types under which it is sent. */
  readonly heading: string;
  readonly text: string;
}

/** The moment of every date: the framework would show that of the page's making. */
const SAMPLE_DATE = Date.UTC(2026, 0, 1);

/** A collection is shown with as many items, all the same. */
const ITEMS = 2;

/** In the order in which the formats are registered. JSON and XML are indented, what is named neither is not (reference page, section 12). */
export function samplesOf(shape: RecordShape): readonly Sample[] {
  // Made out of the shape just now, so it is one of its values.
  const value = sampleValue(shape, { count: 0 }) as Writable<RecordShape>;
  const json = writeJson(shape, value);
  const texts = {
    json: JSON.stringify(JSON.parse(json), null, 2),
    javascript: json,
    xml: indented(xmlWriter(shape)(value)),
  };
  return FORMATS.map(({ format, mediaTypes }) => ({ heading: mediaTypes.join(', '), text: texts[format] }));
}

/** The same as a form, which is only ever read. */
export function formSampleOf(shape: RecordShape): Sample {
  return {
    heading: FORM_TYPE,
    text: xmlMembers(shape)
      .map(({ name }) => `${name}=value`)
      .join('&'),
  };
}

function sampleValue(shape: Shape, counter: { count: number }): unknown {
  if (typeof shape === 'string') return sampleScalar(shape, counter);
  switch (shape.kind) {
    case 'record':
      return Object.fromEntries(xmlMembers(shape).map(({ name, member }) => [name, sampleValue(member.type, counter)]));
    case 'list':
      return new Array(ITEMS).fill(sampleValue(shape.item, counter));
    case 'enumeration':
      return shape.values[0];
    case 'dictionary':
      return { [String(sampleScalar('string', counter))]: sampleScalar('string', counter) };
  }
}

function sampleScalar(type: Scalar, counter: { count: number }): unknown {
  counter.count += 1;
  switch (type) {
    case 'string':
      return `sample string ${counter.count}`;
    case 'boolean':
      return true;
    case 'dateTime':
      return SAMPLE_DATE;
    case 'guid':
      return '00000000-0000-0000-0000-000000000000';
    default:
      return counter.count;
  }
}

/** Our own writer's XML, in which no text has a tag's brackets. */
function indented(xml: string): string {
  let depth = 0;
  const lines = xml.replaceAll('><', '>\n<').split('\n');
  return lines
    .map((line) => {
      if (line.startsWith('</')) depth -= 1;
      const written = '  '.repeat(depth) + line;
      if (!line.startsWith('</') && !line.includes('</') && !line.endsWith('/>')) depth += 1;
      return written;
    })
    .join('\n');
}
