/**
 * In which format a request wants its answer, and the writers of answers and errors in each.
 *
 * It owns what Web API's formatters for JSON and XML and the JSONP formatter beside them put out. It refuses to know who asks and which
 * headers else an answer has.
 */

import { dataContractWriter, textStyle } from '../../formats/data-contract-write.ts';
import type { RecordShape, Writable } from '../../formats/shape.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { callbackOf, withCallback } from './callback.ts';
import { inContractOrder } from './contract-order.ts';
import { type Negotiated, negotiate } from './negotiate.ts';
import { type WebApiError, writeError, writeErrorXml } from './words.ts';
import { writeJson } from './write-json.ts';

export interface AnswerFormat extends Negotiated {
  /** The function that a script is to call; only where a script was asked for. */
  readonly callback: string | undefined;
}

/** The format of the answer to a request. */
export function answerFormatOf(request: HttpRequest): AnswerFormat {
  return withCallbackOf(negotiate(request.headers.accept), request);
}

/** The same, once a format has been chosen. */
export function withCallbackOf(chosen: Negotiated, request: HttpRequest): AnswerFormat {
  return { ...chosen, callback: chosen.format === 'javascript' ? callbackOf(request.raw.url ?? '') : undefined };
}

/** As the framework says it: the media type that was asked for, in UTF-8. */
export function contentTypeOf({ mediaType }: Negotiated): string {
  return `${mediaType}; charset=utf-8`;
}

/**
 * Builds the writer of an answer's XML; build it once and keep it. DataContract without an order: members by name, nulls as nil, no XML
 * declaration (reference page, section 12).
 */
export function xmlWriter<A extends RecordShape>(shape: A): (value: Writable<A>) => string {
  return dataContractWriter(inContractOrder(shape), textStyle);
}

/** Builds the writer of one record in every format; build it once and keep it. */
export function formatter<A extends RecordShape>(
  shape: A,
): (value: Writable<A>, { format, callback }: AnswerFormat) => string {
  const writeXml = xmlWriter(shape);
  return (value, { format, callback }) =>
    format === 'xml' ? writeXml(value) : withCallback(writeJson(shape, value), callback);
}

/** An error in the format that was asked for. */
export function formatError(error: WebApiError, { format, callback }: AnswerFormat): string {
  return format === 'xml' ? writeErrorXml(error) : withCallback(writeError(error), callback);
}
