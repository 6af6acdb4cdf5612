/**
 * Writing in the manner of .NET's DataContractSerializer.
 *
 * The serializer itself is one; what differs is the XmlWriter underneath, and that is the style: where prefixes come from, in what order
 * a start tag lists what it declares, how an empty element ends. Shapes don't change, so every tag is made when a writer is built.
 */
import { arraysNamespace } from './data-contract-read.ts';
import { type DataContractStyle, type Scope, startTag, type Tags } from './data-contract-tags.ts';
import type { List, RecordShape, Shape, Writable } from './shape.ts';
import { type ScalarValue, writeScalar } from './xml-lexical.ts';
import { xmlMembers } from './xml-members.ts';
import { xmlText } from './xml-write.ts';

export { type DataContractStyle, textStyle, wcfStyle } from './data-contract-tags.ts';

export interface DataContractRoot {
  /** The root element's name; the shape's if not said. */
  readonly name?: string;
  /** The root element's namespace; the shape's if not said. */
  readonly namespace?: string;
  /** The default namespace in force around the root, which it then needn't declare. */
  readonly surroundingNamespace?: string;
  /** How many elements are open around the root: 2 inside a SOAP body. It shows in the prefixes of `textStyle`. */
  readonly surroundingDepth?: number;
}

type WriteContent = (value: unknown) => string;

interface Place {
  readonly style: DataContractStyle;
  readonly scope: Scope | undefined;
  /** Of the element whose content is written; a root that nothing surrounds has 1. */
  readonly depth: number;
}

/**
 * Builds the writer of one record; build it once and keep it. Null members are written as nil, those with `omitNull` left out; an empty
 * list or string is an empty element. The root declares the prefix `i`.
 */
export function dataContractWriter<const R extends RecordShape>(
  shape: R,
  style: DataContractStyle,
  root: DataContractRoot = {},
): (value: Writable<R>) => string {
  const namespace = root.namespace ?? shape.namespace;
  const depth = (root.surroundingDepth ?? 0) + 1;
  const scope: Scope = { prefix: '', namespace: root.surroundingNamespace ?? '', outer: undefined };
  const tags = startTag({
    style,
    scope,
    depth,
    name: root.name ?? shape.name,
    namespace,
    contract: shape.namespace,
    isRoot: true,
  });
  const content = recordContent(shape, { style, scope: tags.scope, depth });
  return (value) => element(tags, content(value));
}

/** Builds the writer of a list as a document of its own, under the list's name. */
export function dataContractListWriter<const I extends RecordShape>(
  shape: List<I>,
  style: DataContractStyle,
): (items: readonly Writable<I>[]) => string {
  const { name, namespace } = shape;
  const scope: Scope = { prefix: '', namespace: '', outer: undefined };
  const tags = startTag({ style, scope, depth: 1, name, namespace, contract: namespace, isRoot: true });
  const content = contentWriter(shape, { style, scope: tags.scope, depth: 1 });
  return (items) => element(tags, content(items));
}

function element(tags: Tags, content: string): string {
  return content === '' ? tags.empty : tags.open + content + tags.close;
}

interface Part {
  readonly tags: Tags;
  readonly content: WriteContent;
}

/** An element of `type` inside the content at `place`, which belongs to a contract in the namespace `namespace`. */
function part(place: Place, name: string, namespace: string, type: Shape): Part {
  const { style, scope } = place;
  const depth = place.depth + 1;
  const tags = startTag({ style, scope, depth, name, namespace, contract: contractNamespace(type), isRoot: false });
  return { tags, content: contentWriter(type, { style, scope: tags.scope, depth }) };
}

/** The namespace in which the elements inside a value of this type are; undefined for what has only text. */
function contractNamespace(type: Shape): string | undefined {
  if (typeof type === 'string' || type.kind === 'enumeration') return undefined;
  return type.kind === 'dictionary' ? arraysNamespace : type.namespace;
}

function contentWriter(type: Shape, place: Place): WriteContent {
  if (typeof type === 'string') {
    // A value of a shape has the shape's type; the loop over the members can't show it to the compiler.
    return (value) => xmlText(writeScalar(type, value as ScalarValue));
  }
  switch (type.kind) {
    case 'enumeration':
      return (value) => xmlText(String(value));
    case 'list':
      return listContent(part(place, type.itemName, type.namespace, type.item));
    case 'record':
      return recordContent(type, place);
    case 'dictionary':
      return dictionaryContent(place);
  }
}

function recordContent(shape: RecordShape, place: Place): WriteContent {
  const members = xmlMembers(shape).map(({ name, namespace, member }) => ({
    name,
    part: part(place, name, namespace, member.type),
    omitNull: member.omitNull === true,
  }));
  return (record) => {
    // As above: the value of a record shape is an object with these members.
    const values = record as Readonly<Record<string, unknown>>;
    let written = '';
    for (const { name, part, omitNull } of members) {
      const value = values[name] ?? null;
      if (value !== null) written += element(part.tags, part.content(value));
      else if (!omitNull) written += part.tags.nil;
    }
    return written;
  };
}

function listContent({ tags, content }: Part): WriteContent {
  return (items) => {
    let written = '';
    // As above: the value of a list shape is an array.
    for (const item of items as readonly unknown[]) written += item === null ? tags.nil : element(tags, content(item));
    return written;
  };
}

function dictionaryContent(place: Place): WriteContent {
  const { style, scope, depth } = place;
  const tagsOf = (name: string, level: number): Tags =>
    startTag({
      style,
      scope,
      depth: depth + level,
      name,
      namespace: arraysNamespace,
      contract: undefined,
      isRoot: false,
    });
  const entry = tagsOf('KeyValueOfstringstring', 1);
  const key = tagsOf('Key', 2);
  const value = tagsOf('Value', 2);
  return (entries) => {
    let written = '';
    // As above: the value of a dictionary is an object of strings.
    for (const [name, text] of Object.entries(entries as Readonly<Record<string, string>>)) {
      written += entry.open + element(key, xmlText(name)) + element(value, xmlText(text)) + entry.close;
    }
    return written;
  };
}
