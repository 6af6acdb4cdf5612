/**
 * What a service says about itself: its pages, its description and its discovery document, told apart by the query.
 */
import { readQuery } from '../../formats/form.ts';
import { siteAddress } from '../../formats/site-address.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { AsmxContract } from './contract.ts';
import { writeDisco } from './disco.ts';
import { isFromLocalMachine } from './local-machine.ts';
import { noOperationPage, operationPage } from './operation-page.ts';
import { sendDocument, sendLine, sendPage } from './send.ts';
import { servicePage } from './service-page.ts';
import { writeSchema, writeWsdl } from './wsdl.ts';

/** A service as its pages see it. */
export interface Documented {
  readonly contract: AsmxContract;
  readonly path: string;
  /** How the site knows itself, without a trailing slash. */
  readonly url: string;
}

/**
 * Answers GET and HEAD. Names in the query go in any case, the name of an operation doesn't; what isn't known leads to the page of the service.
 * Asking for a document by an id that there is none of is an error, as in ASP.NET.
 */
export function answerGet(service: Documented, request: HttpRequest, reply: HttpReply): HttpReply {
  const { contract, path } = service;
  const site = siteAddress(request.headers.host, service.url);
  const asked = queryOf(request);

  const schema = asked.get('schema');
  if (schema !== undefined) {
    const described = writeSchema(contract, schema, site + path);
    return described === undefined ? sendLine(reply, 500, 'Schema was not found.') : sendDocument(reply, described);
  }
  const wsdl = asked.get('wsdl');
  // A description that is split has others behind an id; ours is whole.
  if (wsdl === '') return sendDocument(reply, writeWsdl(contract, site + path));
  if (wsdl !== undefined) return sendLine(reply, 500, 'Service description was not found.');
  if (asked.has('disco')) return sendDocument(reply, writeDisco(contract, site + path));

  const name = asked.get('op');
  if (name === undefined) return sendPage(reply, 200, servicePage(contract, path));
  const operation = Object.hasOwn(contract.operations, name) ? contract.operations[name] : undefined;
  if (operation === undefined) return sendPage(reply, 404, noOperationPage(contract, path));
  const visit = { host: site.slice(site.indexOf('://') + 3), path, isLocal: isFromLocalMachine(request) };
  return sendPage(reply, 200, operationPage(contract, operation, visit));
}

/** By names in small letters; of a repeated one the first counts. */
function queryOf(request: HttpRequest): ReadonlyMap<string, string> {
  const reading = readQuery(request.raw.url ?? '', 'literal');
  const found = new Map<string, string>();
  if (!reading.ok) return found;
  for (const [name, value] of reading.form) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, value);
  }
  return found;
}
