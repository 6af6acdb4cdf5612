/**
 * Writing XML that people read, too: service descriptions, schemas and samples, indented as .NET's XmlWriter does it.
 *
 * A document is a tree of nodes with the names and prefixes as they are to stand there. What travels as a message is written by the format of
 * the message, without white space.
 */
import { xmlAttribute, xmlDeclaration, xmlText } from './xml-write.ts';

export interface XmlNode {
  readonly name: string;
  /** In order; namespace declarations are attributes like any other. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Elements or text; neither makes an empty element. */
  readonly content: readonly XmlNode[] | string;
}

/** How the pieces of a document are put down where it isn't plain XML that is wanted, as on a page. Both get XML that is already escaped. */
export interface XmlDocumentStyle {
  /** Tags, line breaks and white space. */
  readonly markup: (piece: string) => string;
  readonly text: (piece: string) => string;
}

const PLAIN: XmlDocumentStyle = { markup: (piece) => piece, text: (piece) => piece };

/** A node; attributes are written in the order of their keys, and those that are undefined are left out. */
export function xmlNode(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  content: readonly XmlNode[] | string = [],
): XmlNode {
  const given = Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { name, attributes: given, content };
}

/** The whole document with its declaration: two spaces for each level, ` />` on what is empty, and no line break at the end. */
export function writeXmlDocument(root: XmlNode, style: XmlDocumentStyle = PLAIN): string {
  return style.markup(`${xmlDeclaration}\n`) + written(root, '', style);
}

function written({ name, attributes, content }: XmlNode, indent: string, style: XmlDocumentStyle): string {
  const start = `${indent}<${name}${attributes.map(([key, value]) => ` ${key}="${xmlAttribute(value)}"`).join('')}`;
  if (content.length === 0) return style.markup(`${start} />`);
  if (typeof content === 'string') {
    return style.markup(`${start}>`) + style.text(xmlText(content)) + style.markup(`</${name}>`);
  }
  const inside = content.map((node) => written(node, `${indent}  `, style) + style.markup('\n')).join('');
  return style.markup(`${start}>\n`) + inside + style.markup(`${indent}</${name}>`);
}
