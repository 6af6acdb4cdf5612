import type { SiteName } from '../support/demo.ts';
import { type Answer, type Ask, form } from './ask.ts';

/** As much of a browser as a page without scripts needs: cookies, redirects on the same site, and the hidden fields of the first form. */
export interface PlainBrowser {
  /** Opens a path; redirects are followed while they stay on the site. */
  readonly open: (path: string) => Promise<Answer>;
  /** Sends the form that goes to a path, with what is filled in; where the page has no such form, what all its forms hide goes along, as somebody who forges one would do. */
  readonly submit: (action: string, fields: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly cookies: ReadonlyMap<string, string>;
}

const MOST_REDIRECTS = 10;

export function openBrowser(ask: Ask, site: SiteName): PlainBrowser {
  const cookies = new Map<string, string>();
  let page = '';

  async function send(request: Parameters<Ask>[1], redirects = 0): Promise<Answer> {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await ask(site, {
      ...request,
      headers: { ...request.headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const line of answer.cookies) keep(line);
    page = answer.body;
    const onwards = answer.headers.location ?? /http-equiv="refresh" content="0; url=([^"]+)"/.exec(page)?.[1];
    if (onwards?.startsWith('/') !== true || redirects === MOST_REDIRECTS) return answer;
    return send({ method: 'GET', url: onwards.replaceAll('&amp;', '&') }, redirects + 1);
  }

  function keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }

  return {
    cookies,
    open: (path) => send({ method: 'GET', url: path }),
    submit: (action, fields) => {
      const shown = new RegExp(`<form [^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(page)?.[1] ?? page;
      const hidden = [...shown.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
      const held = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
      return send({ method: 'POST', url: action, ...form({ ...held, ...fields }) });
    },
  };
}
