import { writeDiscovery } from '../../formats/discovery-document.ts';
import { siteAddress } from '../../formats/site-address.ts';
import type { HttpReply, HttpRequest } from '../../http/exchange.ts';
import type { WcfContract } from './contract.ts';
import { PAGE_POLICY, servicePage } from './service-page.ts';
import { writeSchema, writeSingleWsdl, writeWsdl } from './wsdl.ts';

/** WCF's own spelling of its types of documents; that of messages is another. */
const XML_TYPE = 'text/xml; charset=UTF-8';
const HTML_TYPE = 'text/html; charset=UTF-8';

export interface Published {
  readonly path: string;
  readonly contract: WcfContract;
  /** The URL by which the site knows itself, without a trailing slash. */
  readonly siteUrl: string;
}

/**
 * Answers GET at a service's address: `?wsdl`, `?singleWsdl`, `?xsd=xsdN` and `?disco` in any case, else the page for people. Between other things in the
 * query, as clients add them against caches, the last of these counts. Every address in an answer is absolute and begins with the host that the client
 * asked.
 */
export function answerGet({ path, contract, siteUrl }: Published, request: HttpRequest, reply: HttpReply) {
  const address = siteAddress(request.headers.host, siteUrl) + path;
  const query = askedDocument(request.url);
  const number = /^xsd=xsd(\d{1,3})$/.exec(query ?? '')?.[1];
  if (number !== undefined) {
    const schema = writeSchema(contract, address, Number(number));
    return schema === undefined ? reply.code(404).send() : sayXml(reply, schema);
  }
  switch (query) {
    case 'wsdl':
      return sayXml(reply, writeWsdl(contract, address));
    case 'singlewsdl':
      return sayXml(reply, writeSingleWsdl(contract, address));
    case 'disco':
      return sayXml(reply, writeDiscovery(address));
    default:
      return reply
        .header('content-type', HTML_TYPE)
        .header('content-security-policy', PAGE_POLICY)
        .header('x-content-type-options', 'nosniff')
        .send(servicePage(contract, address));
  }
}

function askedDocument(url: string): string | undefined {
  const mark = url.indexOf('?');
  if (mark < 0) return undefined;
  const query = url.slice(mark + 1).toLowerCase();
  return query.split('&').findLast((part) => /^(?:wsdl|singlewsdl|xsd|disco)/.test(part));
}

function sayXml(reply: HttpReply, document: string): HttpReply {
  return reply.header('content-type', XML_TYPE).send(document);
}
