import { charsetOf, mediaTypeOf } from '../../formats/content-type.ts';
import { dataContractReader, rootFault } from '../../formats/data-contract-read.ts';
import { jsonReader } from '../../formats/json-read.ts';
import type { RecordShape, ValueOf } from '../../formats/shape.ts';
import { decodeText } from '../../formats/text-encoding.ts';
import { readXml } from '../../formats/xml-read.ts';
import { inContractOrder } from './contract-order.ts';
import { FORMATS } from './formats.ts';

/** Why a body couldn't be read. Nothing of the body is told. */
export type BodyFault =
  /** The bytes are no text in the encoding that was named, or in UTF-8. */
  | 'not-text'
  | 'not-json'
  /** Among them XML with a document type, and whatever passes the limits of the reader. */
  | 'not-xml'
  /** Sound XML, and not of this record. */
  | 'not-the-record';

export type BodyReading<Q extends RecordShape> =
  | { readonly ok: true; readonly value: ValueOf<Q> | null }
  | { readonly ok: false; readonly fault: BodyFault };

/** How a body that carries this label is read; undefined for a label that is neither JSON nor XML. JavaScript is read as JSON. */
export function labelledFormat(contentType: string | undefined): 'json' | 'xml' | undefined {
  const type = mediaTypeOf(contentType);
  const found = FORMATS.find(({ mediaTypes }) => (mediaTypes as readonly string[]).includes(type));
  return found?.format === 'javascript' ? 'json' : found?.format;
}

/**
 * Builds the reader of one record in JSON and in XML; build it once and keep it. A byte order mark tells the encoding, then the charset, then
 * the XML declaration. JSON: names in any case, the last of several counts. XML: DataContract in the order of the names, where a member
 * that comes too late is lost without a word (reference page, section 12). A body without a byte, `null` and a nil root are null.
 */
export function bodyReader<const Q extends RecordShape>(
  shape: Q,
): (format: 'json' | 'xml', contentType: string | undefined, bytes: Uint8Array) => BodyReading<Q> {
  const readJson = jsonReader(shape);
  const readElement = dataContractReader(inContractOrder(shape));
  return (format, contentType, bytes) => {
    if (bytes.length === 0) return { ok: true, value: null };
    const decoded = decodeText(bytes, charsetOf(contentType));
    if (!decoded.ok) return { ok: false, fault: 'not-text' };
    if (format === 'json') {
      const reading = readJson(decoded.text);
      return reading.ok ? reading : { ok: false, fault: 'not-json' };
    }
    const document = readXml(decoded.text);
    if (!document.ok) return { ok: false, fault: 'not-xml' };
    const { root } = document;
    if (rootFault(root, shape.name, shape.namespace) !== undefined) return { ok: false, fault: 'not-the-record' };
    const reading = readElement(root);
    return reading.ok ? reading : { ok: false, fault: 'not-the-record' };
  };
}
