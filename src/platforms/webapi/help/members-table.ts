import { html, type Markup, NO_MARKUP } from '../../../formats/markup.ts';
import type { Member, RecordShape, Scalar, Shape } from '../../../formats/shape.ts';
import { xmlMembers } from '../../../formats/xml-members.ts';
import { hasMembers, type UriParameter } from '../contract.ts';

const NONE = html`<p>None.</p>`;

/** Web API's own names of types. */
const TYPES: Readonly<Record<Scalar, string>> = {
  string: 'string',
  short: 'integer',
  int: 'integer',
  long: 'integer',
  boolean: 'boolean',
  dateTime: 'date',
  guid: 'globally unique identifier',
};

interface Line {
  readonly name: string;
  readonly doc: string;
  readonly type: string;
  readonly notes: readonly string[];
}

/** The members of a record under its name, then those of the records inside; `None.` for a record without any. */
export function membersTable(shape: RecordShape): Markup {
  if (!hasMembers(shape)) return NONE;
  const lines = xmlMembers(shape).map(({ name, member }) => ({
    name,
    doc: member.doc ?? '',
    type: typeName(member.type),
    notes: notesOf(member),
  }));
  const inside = xmlMembers(shape).flatMap(({ member }) => recordIn(member.type) ?? []);
  return html`<p class="model">${shape.name}</p>
${table(lines)}${inside.map(
  (one) => html`
${membersTable(one)}`,
)}`;
}

/** What an address tells. */
export function parametersTable(parameters: readonly UriParameter[]): Markup {
  if (parameters.length === 0) return NONE;
  return table(
    parameters.map(({ name, doc, required }) => ({ name, doc, type: 'string', notes: required ? ['Required'] : [] })),
  );
}

function table(lines: readonly Line[]): Markup {
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">Name</th><th scope="col">Description</th><th scope="col">Type</th><th scope="col">Additional information</th></tr></thead>
<tbody>
${lines.map(rowOf)}</tbody>
</table></div>`;
}

function rowOf({ name, doc, type, notes }: Line): Markup {
  const told = notes.length === 0 ? NONE : html`${notes.map((note) => html`<p>${note}</p>`)}`;
  const sentence = doc === '' ? NO_MARKUP : html`<p>${doc}</p>`;
  return html`<tr><th scope="row">${name}</th><td>${sentence}</td><td>${type}</td><td>${told}</td></tr>
`;
}

function notesOf({ required, dataType }: Member): readonly string[] {
  return [...(required === true ? ['Required'] : []), ...(dataType === undefined ? [] : [`Data type: ${dataType}`])];
}

function typeName(shape: Shape): string {
  if (typeof shape === 'string') return TYPES[shape];
  if (shape.kind === 'list') return `Collection of ${typeName(shape.item)}`;
  return shape.kind === 'dictionary' ? 'Dictionary of string [key] and string [value]' : shape.name;
}

function recordIn(shape: Shape): RecordShape | undefined {
  if (typeof shape === 'string') return undefined;
  if (shape.kind === 'list') return recordIn(shape.item);
  return shape.kind === 'record' ? shape : undefined;
}
