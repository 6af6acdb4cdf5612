/**
 * Reading XML into a small tree.
 *
 * The tree is what message formats need and no more: elements with resolved names, their attributes, their text. Everything by which XML
 * has been used against servers is refused while parsing and not after it: a document type (and with it every entity but the five of
 * XML itself), processing instructions, XML 1.1, and whatever passes the limits. Comments vanish, CDATA is text, and white space
 * between elements stays in the parent's text. What the elements mean is not known here.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';

export interface XmlAttribute {
  /** Empty for an attribute without a prefix: the default namespace doesn't reach attributes. */
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

export interface XmlElement {
  /** Empty when the element is in no namespace. */
  readonly namespace: string;
  /** The name without its prefix. */
  readonly name: string;
  /** As the sender wrote it; empty when there is none. It carries no meaning. */
  readonly prefix: string;
  /** Namespace declarations are not among them. */
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The character data directly inside, in one piece. */
  readonly text: string;
  /** Where the element ends: the offset in the text just after it. `placeAfter` turns it into a line and a column. */
  readonly end: number;
}

export interface XmlLimits {
  /** Of elements inside each other; the root is 1. */
  readonly depth: number;
  /** In the whole document. */
  readonly elements: number;
  /** On one element, namespace declarations included. */
  readonly attributes: number;
  /** UTF-16 units in the whole document. */
  readonly characters: number;
}

export const xmlLimits: XmlLimits = { depth: 32, elements: 10_000, attributes: 64, characters: 1_048_576 };

export interface XmlFault {
  readonly kind:
    | 'malformed'
    | 'doctype'
    | 'processing-instruction'
    | 'too-deep'
    | 'too-many-elements'
    | 'too-many-attributes'
    | 'too-much-text';
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** A plain English sentence without the place, for logs and for wires that have no words of their own. */
  readonly message: string;
}

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly fault: XmlFault };

/** An element while it is being read; the reader keeps the only reference that may write. */
interface Growing {
  namespace: string;
  name: string;
  prefix: string;
  attributes: readonly XmlAttribute[];
  children: Growing[];
  text: string;
  end: number;
}

type Stop = { readonly kind: Exclude<XmlFault['kind'], 'malformed'>; readonly message: string };

const NO_ATTRIBUTES: readonly XmlAttribute[] = [];

/** Without a prototype: the parser looks names up by property, and `&constructor;` must stay an undefined entity. */
const ENTITIES = Object.assign(Object.create(null), { amp: '&', gt: '>', lt: '<', quot: '"', apos: "'" });

const PARSER_OPTIONS = { xmlns: true, position: false, forceXMLVersion: true, defaultXMLVersion: '1.0' } as const;

/**
 * Reads one document, or says where and why it can't be one (XML 1.0 fifth edition, Namespaces in XML 1.0). Work stops at the first
 * fault, and never passes what `limits.characters` allows. A leading byte order mark is skipped.
 */
export function readXml(text: string, limits: XmlLimits = xmlLimits): XmlReading {
  if (text.length > limits.characters) {
    return refused('too-much-text', 1, 1, `The document is longer than ${limits.characters} characters.`);
  }
  // The parser takes half a surrogate pair together with whatever follows it, markup included.
  if (!text.isWellFormed()) return refused('malformed', 1, 1, 'The text holds half of a surrogate pair.');

  const parser = newParser();
  const open: Growing[] = [];
  let root: Growing | undefined;
  let current: Growing | undefined;
  let elements = 0;
  let attributes = 0;
  let stop: Stop | undefined;

  const halt = (kind: Stop['kind'], message: string): void => {
    stop = { kind, message };
    parser.fail(message);
  };

  parser.on('xmldecl', (declaration) => {
    if (declaration.version !== '1.0') parser.fail(`version ${declaration.version} is not supported.`);
  });
  parser.on('doctype', () => halt('doctype', 'A document type is not allowed.'));
  parser.on('processinginstruction', () => halt('processing-instruction', 'A processing instruction is not allowed.'));
  parser.on('opentagstart', () => {
    attributes = 0;
    if (open.length >= limits.depth) halt('too-deep', `Elements are nested deeper than ${limits.depth}.`);
    if (++elements > limits.elements) halt('too-many-elements', `There are more than ${limits.elements} elements.`);
  });
  parser.on('attribute', () => {
    if (++attributes > limits.attributes) {
      halt('too-many-attributes', `An element has more than ${limits.attributes} attributes.`);
    }
  });
  parser.on('opentag', (tag) => {
    const element: Growing = {
      namespace: tag.uri,
      name: tag.local,
      prefix: tag.prefix,
      attributes: attributes === 0 ? NO_ATTRIBUTES : attributesOf(tag),
      children: [],
      text: '',
      end: 0,
    };
    if (current === undefined) root = element;
    else current.children.push(element);
    open.push(element);
    current = element;
  });
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed !== undefined) closed.end = parser.position;
    current = open[open.length - 1];
  });
  const append = (characters: string): void => {
    if (current !== undefined) current.text += characters;
  };
  parser.on('text', append);
  parser.on('cdata', append);

  try {
    parser.write(text).close();
  } catch (error) {
    // `close` resets the parser only when the document was complete, so the place is still that of the fault.
    const message = error instanceof Error ? error.message : String(error);
    return refused(stop?.kind ?? 'malformed', parser.line, Math.max(parser.column, 1), stop?.message ?? message);
  }
  return root === undefined ? refused('malformed', 1, 1, 'There is no root element.') : { ok: true, root };
}

/** Where the parser keeps its handlers: private to it, so this is only ever used to make room. */
interface HandlerSlots {
  xmldeclHandler: undefined;
  doctypeHandler: undefined;
  piHandler: undefined;
  openTagStartHandler: undefined;
  attributeHandler: undefined;
  openTagHandler: undefined;
  closeTagHandler: undefined;
  textHandler: undefined;
  cdataHandler: undefined;
}

function newParser(): SaxesParser<typeof PARSER_OPTIONS> {
  const parser = new SaxesParser(PARSER_OPTIONS);
  parser.ENTITIES = ENTITIES;
  // `on` stores by computed name, and the third such store turns the parser into a dictionary object, five times as slow. Naming the
  // slots first keeps it fast; were they renamed, speed is all that would be lost. The cast is there because they are private.
  const slots = parser as unknown as HandlerSlots;
  slots.xmldeclHandler = undefined;
  slots.doctypeHandler = undefined;
  slots.piHandler = undefined;
  slots.openTagStartHandler = undefined;
  slots.attributeHandler = undefined;
  slots.openTagHandler = undefined;
  slots.closeTagHandler = undefined;
  slots.textHandler = undefined;
  slots.cdataHandler = undefined;
  return parser;
}

function attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
  const found: XmlAttribute[] = [];
  for (const qualified in tag.attributes) {
    const attribute = tag.attributes[qualified];
    if (attribute === undefined || attribute.prefix === 'xmlns' || qualified === 'xmlns') continue;
    found.push({ namespace: attribute.uri, name: attribute.local, value: attribute.value });
  }
  return found;
}

function refused(kind: XmlFault['kind'], line: number, column: number, message: string): XmlReading {
  // The parser quotes names, and a name may be as long as the document.
  const shown = message.length > 200 ? `${message.slice(0, 200)}…` : message;
  return { ok: false, fault: { kind, line, column, message: shown } };
}

/** The first child of that name, or undefined. */
export function child(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  for (const candidate of element.children) {
    if (candidate.name === name && candidate.namespace === namespace) return candidate;
  }
  return undefined;
}

/** The value of an attribute, or undefined. An attribute without a prefix is in the namespace ''. */
export function attribute(element: XmlElement, namespace: string, name: string): string | undefined {
  for (const candidate of element.attributes) {
    if (candidate.name === name && candidate.namespace === namespace) return candidate.value;
  }
  return undefined;
}
