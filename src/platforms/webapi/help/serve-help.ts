/**
 * The help pages of a Web API application, as the framework's own package puts them under `/Help`: a list of the operations and a page for each, all
 * generated from the contract when they are first asked for. They are the same for everybody and hold nothing that anybody sent.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, type Markup } from '../../../formats/markup.ts';
import { linkedDocument } from '../../../formats/styled-document.ts';
import { sendLinkedPage, sendStylesheet } from '../../../http/linked-page.ts';
import type { WebApiContract } from '../contract.ts';
import { indexPage } from './index-page.ts';
import { operationPage } from './operation-page.ts';
import { pageNameOf, titleOf } from './page-name.ts';
import { STYLE } from './style.ts';

/** @param path where the list stands, with a leading slash; a page of an operation is at `{path}/Api/{name}` */
export function serveHelp(app: FastifyInstance, contract: WebApiContract, path: string): void {
  const serve = (url: string, title: string, main: () => Markup) => {
    let page: string | undefined;
    app.get(url, (_request, reply: FastifyReply) => {
      page ??= documentOf(`${title} - ${contract.name}`, main(), contract.name, path);
      return sendLinkedPage(reply, 'private', page);
    });
  };
  serve(path, 'Help Page', () => indexPage(contract, path));
  for (const operation of Object.values(contract.operations)) {
    serve(`${path}/Api/${pageNameOf(operation)}`, titleOf(operation), () => operationPage(operation));
  }
  app.get(`${path}/style.css`, (_request, reply: FastifyReply) => sendStylesheet(reply, STYLE));
}

function documentOf(title: string, main: Markup, name: string, path: string): string {
  const body = html`<nav><a href="${path}">${name} Help Page</a></nav>
<main>
${main}
</main>`;
  return linkedDocument(title, `${path}/style.css`, body);
}
