import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Refusal, say } from '../core/refusal.ts';
import { html } from '../formats/markup.ts';
import { withRequest } from './door.ts';
import { answerGet, answerPost, type Exchange, type Pages } from './exchange.ts';
import { fieldOf, problem } from './field.ts';
import type { Page } from './layout.ts';
import type { Message } from './message.ts';
import { vocabulary } from './vocabulary.ts';

/** Where a person types the code that a device shows them. Short, since it is typed too. */
export const DEVICE_PATH = '/device';

/** The field of the code, and the parameter of an address that brings it along. */
export const USER_CODE_FIELD = 'user_code';

const DONE_PATH = `${DEVICE_PATH}/done`;

/**
 * `GET /device` asks for the code, `POST /device` takes it and goes on to ask the person what the device wants, and at `/device/done` the answer is kept for
 * the device. A code that comes in the address is only filled in: the person sends it, having compared it with the device (RFC 8628 section 5.4).
 */
export function serveDevice(app: FastifyInstance, pages: Pages): void {
  app.get(
    DEVICE_PATH,
    answerGet(pages, async (exchange) => exchange.show(codePage(exchange))),
  );
  app.post(DEVICE_PATH, answerPost(pages, takeCode));
  app.get(DONE_PATH, answerGet(pages, finish));
}

async function takeCode(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, visitor, field } = exchange;
  const userCode = field(USER_CODE_FIELD);
  const begun = await pages.site.core.beginDeviceAuthorization({ caller, visitor, userCode, resumePath: DONE_PATH });
  return begun.ok
    ? exchange.sendOn(withRequest('/login', begun.value.handle))
    : exchange.show(codePage(exchange, messageFor(begun.refusal)));
}

/** The one refusal that has a word of its own here. */
function messageFor(refusal: Refusal): Message {
  return refusal.code === 'grant-rejected'
    ? {
        status: 400,
        title: 'That isn’t the code',
        text: 'No device is waiting under this code. Look at the device again: it may be showing a new one.',
      }
    : say(vocabulary, refusal, undefined);
}

/** Whoever came with the code in the address has typed nothing, and must look at the device all the same. */
function whatToDo({ field }: Exchange, failure: Message | undefined): string {
  return failure === undefined && field(USER_CODE_FIELD) !== ''
    ? 'Continue only if your device shows this very code.'
    : 'Type the code that your device shows.';
}

function codePage(exchange: Exchange, failure?: Message): Page {
  return {
    status: failure?.status ?? 200,
    title: failure === undefined ? 'Connect a device' : `Error: ${failure.title}`,
    main: html`<h1>Connect a device</h1>
<p class="lead">${whatToDo(exchange, failure)} If somebody sent it to you, stop here: whoever has the device will be able to act for you.</p>
${failure === undefined ? undefined : problem(failure.title, failure.text)}<form method="post" action="${DEVICE_PATH}">
${exchange.ownFields}
${fieldOf({
  name: USER_CODE_FIELD,
  label: 'Code',
  value: exchange.field(USER_CODE_FIELD),
  hint: 'Eight letters. Capital or small makes no difference.',
  autocomplete: 'off',
  code: 'letters',
  isFirst: true,
})}
<button type="submit">Continue</button>
</form>`,
  };
}

async function finish(exchange: Exchange): Promise<FastifyReply> {
  const { pages, caller, visitor, handle } = exchange;
  const done = await pages.site.core.completeDeviceAuthorization({ caller, visitor, handle });
  if (!done.ok) return exchange.refuse(done.refusal);
  const { client, isConnected } = done.value;
  const title = isConnected ? 'Your device is connected' : 'Your device is not connected';
  return exchange.show({
    status: 200,
    title,
    main: html`<h1>${title}</h1>
<p class="lead">${isConnected ? `${client.name} can go on.` : `${client.name} has been told that you refused.`} You can close this page.</p>
<p><a href="/connections">Connected applications</a></p>`,
  });
}
