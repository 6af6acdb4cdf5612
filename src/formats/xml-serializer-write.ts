/**
 * Writing in the manner of .NET's XmlSerializer over an XmlWriter that doesn't indent: each element in the default namespace, null members
 * left out, ` />` on what is empty.
 */
import { writeNetDateTime } from './net-dates.ts';
import type { List, RecordShape, Shape, Writable } from './shape.ts';
import { type ScalarValue, writeScalar } from './xml-lexical.ts';
import { xmlMembers } from './xml-members.ts';
import { xmlAttribute, xmlText } from './xml-write.ts';

/** The text between an element's tags. */
type WriteContent = (value: unknown) => string;

interface Tags {
  readonly open: string;
  readonly close: string;
  readonly empty: string;
  readonly nil: string;
}

/**
 * Builds the writer of one record as an element of name `name` (the shape's, if not said) that declares the shape's namespace; build it
 * once and keep it. A null member is left out, unless it is required: then it is written with `xsi:nil`, and the caller's document has
 * to declare the prefix `xsi`, as the ASMX envelope does.
 */
export function xmlSerializerWriter<const R extends RecordShape>(
  shape: R,
  name: string = shape.name,
): (value: Writable<R>) => string {
  const tags = tagsOf(name, shape.namespace, '');
  const content = recordContent(shape, shape.namespace);
  return (value) => element(tags, content(value));
}

function element(tags: Tags, content: string): string {
  return content === '' ? tags.empty : tags.open + content + tags.close;
}

function tagsOf(name: string, namespace: string, outerNamespace: string): Tags {
  const start = namespace === outerNamespace ? `<${name}` : `<${name} xmlns="${xmlAttribute(namespace)}"`;
  // XmlWriter writes attributes as they come and the declaration that it owes at the end of the tag.
  const nilDeclaration = start.slice(name.length + 1);
  return {
    open: `${start}>`,
    close: `</${name}>`,
    empty: `${start} />`,
    nil: `<${name} xsi:nil="true"${nilDeclaration} />`,
  };
}

function contentWriter(shape: Shape, namespace: string): WriteContent {
  if (shape === 'dateTime') return (value) => writeNetDateTime(Number(value));
  if (typeof shape === 'string') {
    // A value of a shape has the shape's type; the loop over the members can't show it to the compiler.
    return (value) => xmlText(writeScalar(shape, value as ScalarValue));
  }
  switch (shape.kind) {
    case 'enumeration':
      return (value) => xmlText(String(value));
    case 'list':
      return listContent(shape, namespace);
    case 'record':
      return recordContent(shape, namespace);
    case 'dictionary':
      throw new Error('XmlSerializer has no dictionaries: the contract asks for what the platform lacks.');
  }
}

function recordContent(shape: RecordShape, outerNamespace: string): WriteContent {
  const members = xmlMembers(shape).map(({ name, namespace, member }) => ({
    name,
    tags: tagsOf(name, namespace, outerNamespace),
    content: contentWriter(member.type, namespace),
    isNilable: member.required === true,
  }));
  return (record) => {
    // As above: the value of a record shape is an object with these members.
    const values = record as Readonly<Record<string, unknown>>;
    let written = '';
    for (const { name, tags, content, isNilable } of members) {
      const value = values[name] ?? null;
      if (value !== null) written += element(tags, content(value));
      else if (isNilable) written += tags.nil;
    }
    return written;
  };
}

function listContent(shape: List, outerNamespace: string): WriteContent {
  const tags = tagsOf(shape.itemName, shape.namespace, outerNamespace);
  const content = contentWriter(shape.item, shape.namespace);
  return (items) => {
    let written = '';
    // As above: the value of a list shape is an array.
    for (const item of items as readonly unknown[]) written += item === null ? tags.nil : element(tags, content(item));
    return written;
  };
}
