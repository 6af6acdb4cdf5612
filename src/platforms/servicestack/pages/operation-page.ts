/**
 * The page of one operation in one format. Its text is that of the framework's own page, of which the seed page is one.
 */
import { html, type Markup, NO_MARKUP } from '../../../formats/markup.ts';
import type { RecordShape, Scalar, Shape } from '../../../formats/shape.ts';
import { xmlMembers } from '../../../formats/xml-members.ts';
import type { ServiceStackOperation } from '../contract.ts';
import type { Host } from '../host.ts';
import type { Page } from './page.ts';
import { SAMPLE_FORMATS, type SampleFormat, type SampleWriter } from './samples.ts';

export interface ShownOperation {
  readonly host: Host;
  readonly operation: ServiceStackOperation;
  /** A key of `SAMPLE_FORMATS`. */
  readonly key: string;
  readonly samples: SampleWriter;
  /** As the caller names it, for the sample to be usable. */
  readonly hostName: string;
}

export function operationPage(shown: ShownOperation): Page {
  const { host, operation, key } = shown;
  const { contract, prefix } = host;
  const format = SAMPLE_FORMATS.get(key);
  if (format === undefined) throw new Error(`There is no page in ${key}`);
  const { name, request, response, doc } = operation;
  const body = html`<h1>${contract.name}</h1>
<p><a href="${prefix}/metadata">&lt;back to all web services</a></p>
<div class="sheet operation">
<h2>${name}</h2>
${doc === '' ? NO_MARKUP : html`<p id="desc">${doc}</p>\n`}${authentication(operation)}${format.isSoap ? NO_MARKUP : routesTable(operation, prefix)}${parameters(request, operation)}${response === 'string' ? NO_MARKUP : parameters(response, operation)}
${format.isSoap ? NO_MARKUP : callInformation(key)}<h3>HTTP + ${format.title}</h3>
<p>The following are sample HTTP requests and responses. The placeholders shown need to be replaced with actual values.</p>
<div class="request" tabindex="0" role="region" aria-label="Sample request"><pre>${requestSample(shown, format)}</pre></div>
<div class="response" tabindex="0" role="region" aria-label="Sample response"><pre>${responseSample(shown, format)}</pre></div>
</div>`;
  return { title: `${name} · ${contract.name}`, body };
}

function authentication({ requiresAuthentication }: ServiceStackOperation): Markup {
  if (!requiresAuthentication) return NO_MARKUP;
  return html`<table class="authentication"><caption><b>Requires Authentication</b></caption></table>\n`;
}

function routesTable({ routes, verbs }: ServiceStackOperation, prefix: string): Markup {
  if (routes.length === 0) return NO_MARKUP;
  const said = verbs === 'any' ? 'All Verbs' : verbs.join(',');
  const rows = routes.map(
    (route) => html`<tr><th>${said}</th><th>${prefix}${route}</th><td></td><td><i></i></td></tr>\n`,
  );
  return html`<table class="routes">
<caption>The following routes are available for this service:</caption>
<tbody>
${rows}</tbody></table>\n`;
}

/** In the table of the request a member that a route fills in is `path`, any other `query`; in that of the answer all are `form`. */
function parameters(shape: RecordShape, operation: ServiceStackOperation): Markup {
  const members = xmlMembers(shape);
  if (members.length === 0) return NO_MARKUP;
  const placeOf = (name: string): string => {
    if (shape !== operation.request) return 'form';
    return operation.routes.some((route) => route.includes(`{${name}}`)) ? 'path' : 'query';
  };
  const rows = members.map(
    ({ name, member }) =>
      html`<tr><td>${name}</td><td>${placeOf(name)}</td><td>${netName(member.type)}</td><td>${member.required === true ? 'Yes' : 'No'}</td><td>${member.doc ?? ''}</td></tr>\n`,
  );
  return html`<table class="params">
<caption><b>${shape.name}</b> Parameters:</caption>
<thead><tr><th>Name</th><th>Parameter</th><th>Data Type</th><th>Required</th><th>Description</th></tr></thead>
<tbody>
${rows}</tbody></table>\n`;
}

function netName(type: Shape): string {
  if (typeof type === 'string') return NET_NAMES[type] ?? type;
  if (type.kind === 'dictionary') return 'Dictionary<string, string>';
  return type.kind === 'list' ? `List<${netName(type.item)}>` : type.name;
}

const NET_NAMES: Partial<Readonly<Record<Scalar, string>>> = { boolean: 'bool', dateTime: 'DateTime', guid: 'Guid' };

function callInformation(key: string): Markup {
  const script =
    key === 'json'
      ? html`<p>To embed the response in a <b>jsonp</b> callback, append <b>?callback=myCallback</b></p>\n`
      : NO_MARKUP;
  return html`<div class="call-info">
<p>To override the Content-type in your clients, use the HTTP <b>Accept</b> Header, append the <b>.${key}</b> suffix or <b>?format=${key}</b></p>
${script}</div>\n`;
}

const LENGTH = html`<span class="value">length</span>`;

/** The spaces at the ends of lines are the framework's. */
function requestSample({ host, operation, key, samples, hostName }: ShownOperation, format: SampleFormat): Markup {
  const { name, request, routes } = operation;
  const route = format.isSoap ? `/${key}` : (routes[0] ?? `/${key}/reply/${name}`);
  const accept = format.isSoap ? '' : `Accept: ${format.contentType}\n`;
  const action = format.isSoap ? `SOAPAction: ${name}\n` : '';
  return html`POST ${host.prefix}${route} HTTP/1.1 
Host: ${hostName} 
${accept}Content-Type: ${format.contentType}
Content-Length: ${LENGTH}
${action}
${samples(key, request)}`;
}

function responseSample({ operation, key, samples }: ShownOperation, format: SampleFormat): Markup {
  return html`HTTP/1.1 200 OK
Content-Type: ${format.contentType}
Content-Length: ${LENGTH}

${samples(key, operation.response)}`;
}
