/**
 * The HTML format: an answer as a page for a person.
 */
import { html, type Markup, NO_MARKUP } from '../../../formats/markup.ts';
import type { RecordShape, Shape, ValueOf } from '../../../formats/shape.ts';
import { xmlMembers } from '../../../formats/xml-members.ts';
import type { Values } from '../formats.ts';
import type { responseStatusShape } from '../response-status.ts';
import type { Page } from './page.ts';

export interface ShownAnswer {
  readonly service: string;
  /** Undefined for an answer to no operation. */
  readonly operation: string | undefined;
  readonly shape: RecordShape;
  readonly value: Values;
  /** The path that the same answer has in other formats; undefined when asking again would do something again. */
  readonly path: string | undefined;
  readonly prefix: string;
}

const OTHER_FORMATS = ['json', 'xml', 'jsv', 'csv'];

/** What is set is shown, in wire order; of an error its words and those about single fields, and nothing else. */
export function answerPage({ service, operation, shape, value, path, prefix }: ShownAnswer): Page {
  const title = operation ?? 'Answer';
  const error = errorIn(value);
  const body = html`<h1><a href="${prefix}/metadata">${service}</a></h1>
<div class="sheet">
<h2>${title}</h2>
${error === undefined ? recordTable(shape, { ...value, ResponseStatus: null }) : errorParagraphs(error)}
</div>
${path === undefined ? NO_MARKUP : formatLinks(path)}`;
  return { title: `${title} · ${service}`, body };
}

type Status = Partial<ValueOf<typeof responseStatusShape>>;

function errorIn({ ResponseStatus }: Values): Status | undefined {
  // Every response of the platform has this member for the one purpose.
  const status = ResponseStatus as Status | null | undefined;
  return typeof status?.ErrorCode === 'string' ? status : undefined;
}

function errorParagraphs({ ErrorCode, Message, Errors }: Status): Markup {
  const details = (Errors ?? []).map((error) => html`<li>${error.FieldName ?? ''}: ${error.Message ?? ''}</li>\n`);
  const list = details.length === 0 ? NO_MARKUP : html`\n<ul>\n${details}</ul>`;
  // What the further lines of a message say is said of the single fields.
  const message = details.length === 0 ? Message : Message?.split(/:?\s*\r?\n/, 1)[0];
  return html`<p class="error" role="alert"><b>${ErrorCode ?? ''}</b>: ${message ?? ''}</p>${list}`;
}

function formatLinks(path: string): Markup {
  const links = OTHER_FORMATS.map((key) => html` <a href="${path}?format=${key}">${key}</a>`);
  return html`<p class="formats">The same as:${links}</p>`;
}

function recordTable(shape: RecordShape, value: Values): Markup {
  const rows = xmlMembers(shape).flatMap(({ name, member }) => {
    const found = value[name] ?? null;
    return found === null ? [] : [html`<tr><th scope="row">${name}</th><td>${shown(member.type, found)}</td></tr>\n`];
  });
  if (rows.length === 0) return html`<p>Done. There is nothing to show.</p>`;
  return html`<table class="answer"><tbody>\n${rows}</tbody></table>`;
}

function shown(type: Shape, value: unknown): Markup {
  if (typeof type === 'string' || type.kind === 'enumeration') return html`${String(value)}`;
  // The value of a shape has the shape's type; the way here hides it from the compiler.
  if (type.kind === 'record') return recordTable(type, value as Values);
  if (type.kind === 'dictionary') {
    const entries = Object.entries(value as Readonly<Record<string, string>>);
    return html`<ul>${entries.map(([key, text]) => html`<li>${key}: ${text}</li>`)}</ul>`;
  }
  const items = value as readonly unknown[];
  return html`<ul>${items.map((item) => html`<li>${shown(type.item, item)}</li>`)}</ul>`;
}
