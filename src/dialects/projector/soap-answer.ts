import type { Caller } from '../../core/model/audit-entry.ts';
import { type Refusal, say } from '../../core/refusal.ts';
import type { ValueOf, Writable } from '../../formats/shape.ts';
import type { Site } from '../dialect.ts';
import type { pwsFault, pwsMessage, pwsResponse } from './contract-types.ts';
import type { ProjectorSettings } from './settings.ts';
import { type ErrorContext, vocabulary } from './vocabulary.ts';
import type { PwsWarning } from './warning.ts';

/** One request while it is answered. */
export interface Exchange {
  readonly site: Site;
  readonly settings: ProjectorSettings;
  readonly caller: Caller;
  /** Echoed as ResponseId; 0 when the client gave none. */
  readonly requestId: number;
}

type ResponseMembers = Writable<typeof pwsResponse>;
type Message = ValueOf<typeof pwsMessage>;

/** The base members of a response to an operation that was done, or that another site must do. */
export function okMembers(exchange: Exchange, warnings: readonly PwsWarning[] = []): ResponseMembers {
  const messages = warnings.map((warning) => messageOf('Warning', warning));
  return responseMembers(exchange, messages.length === 0 ? 'Ok' : 'OkWithWarnings', messages);
}

function responseMembers(
  { site, requestId }: Exchange,
  status: NonNullable<ResponseMembers['Status']>,
  messages: Message[],
): ResponseMembers {
  return { Messages: messages, ResponseId: requestId, Status: status, ServerTimestampUtc: site.now() };
}

/** A refusal as the platform takes it. */
export type Refused =
  | {
      readonly kind: 'fault';
      readonly reason: string;
      readonly detail: Writable<typeof pwsFault>;
      readonly retryAfterSeconds: number | undefined;
    }
  | { readonly kind: 'reply'; readonly value: ResponseMembers };

/** A refusal in the carrier that the settings name. Members that a derived response adds are left to the caller. */
export function sayRefusal(exchange: Exchange, refusal: Refusal, context: ErrorContext): Refused {
  const error = say(vocabulary, refusal, context);
  if (exchange.settings.errorCarrier === 'in-band') {
    const status = error.endsSession ? 'FailSessionInvalid' : 'Fail';
    return { kind: 'reply', value: responseMembers(exchange, status, [messageOf('Error', error)]) };
  }
  const detail = { Messages: [messageOf('Error', error)], ResponseId: exchange.requestId, ServiceName: context.place };
  return { kind: 'fault', reason: error.text, detail, retryAfterSeconds: error.retryAfterSeconds };
}

function messageOf(type: 'Error' | 'Warning', { number, code, text }: PwsWarning): Message {
  return {
    AdditionalErrorText: `${type} ${number}: ${code}`,
    ErrorCode: code,
    ErrorNumber: number,
    ErrorText: text,
    Type: type,
    ReferenceId1: null,
    ReferenceId2: null,
  };
}
