import { handleOf } from '../core/model/authorization-request.ts';
import { BROWSER_ORIGIN } from '../core/model/visitor.ts';
import type { OwnSession } from '../core/operations/list-sessions.ts';
import { html, type Markup } from '../formats/markup.ts';
import { since } from './day.ts';
import type { Exchange } from './exchange.ts';

/** Ends one of a person's own sessions. */
export const LOG_OUT_THERE = '/connections/log-out';

/** Where else a person is logged in, by whichever dialect, and a way out of each; nothing when it is here only. */
export function ownSessions(exchange: Exchange, sessions: readonly OwnSession[]): Markup | undefined {
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  if (others.length === 0) return undefined;
  return html`<h2 class="section">Where else you are logged in</h2>
<ul class="connections">
${others.map((session) => sessionItem(exchange, session))}</ul>
`;
}

function sessionItem({ ownFields }: Exchange, { id, origin, deviceKey, openedAt }: OwnSession): Markup {
  const place = origin === BROWSER_ORIGIN ? 'Another browser' : capitalised(origin);
  return html`<li>
<h3>${place}${deviceKey === undefined ? undefined : html` <span class="quiet">${deviceKey}</span>`}</h3>
<p class="quiet">${since(openedAt)}</p>
<form method="post" action="${LOG_OUT_THERE}" class="tight">
${ownFields}
<input type="hidden" name="session" value="${handleOf(id)}">
<button type="submit" class="plain warn">Log out there<span class="unseen">, of ${place}</span></button>
</form>
</li>
`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
