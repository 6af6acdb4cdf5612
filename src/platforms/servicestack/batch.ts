/**
 * A batch: a list of requests of one operation in one body, performed in order, and their answers in a list.
 *
 * The first that fails ends it, and is the whole answer; `X-AutoBatch-Completed` says how many were performed before. Source: reference,
 * servicestack-webapi section 2.
 */
import type { Answer, Call, Failure } from './answer.ts';
import { type Body, notDeserialized, textOf } from './bind.ts';
import type { Values } from './formats.ts';
import { type Prepared, unknownOperation } from './prepare.ts';
import { notUnderstood, type ServiceError } from './response-status.ts';
import type { SetCookie } from './set-cookie.ts';

/** What a batch came to. */
export interface BatchAnswer {
  readonly operation: Prepared['operation'];
  readonly values: readonly Values[];
  /** Of all that were performed, in order. */
  readonly cookies: readonly SetCookie[];
  readonly failure: Failure | undefined;
}

export type Batch =
  | { readonly ok: true; readonly perform: (call: Call) => Promise<BatchAnswer> }
  | { readonly ok: false; readonly error: ServiceError };

/** The most requests in one batch: each costs as much as one that comes alone. */
const LARGEST_BATCH = 100;

/** @param fault why the fields around the body can't be read, if they can't */
export function batchOf(prepared: Prepared, body: Body | undefined, fault: ServiceError | undefined): Batch {
  const { operation, typeName, listReaders } = prepared;
  if (fault !== undefined) return { ok: false, error: fault };
  // Bare texts make no list in most formats.
  if (operation.response === 'string') return { ok: false, error: unknownOperation(`${operation.name}[]`) };
  const read = body === undefined ? undefined : listReaders.get(body.format);
  if (body === undefined || read === undefined) {
    return { ok: false, error: notUnderstood(`There is no batch of '${operation.name}' in the request`) };
  }
  const text = textOf(body);
  const reading = text.ok ? read(text.value) : text;
  if (!reading.ok) return { ok: false, error: notDeserialized(body.contentType, `${typeName}[]`, reading.message) };
  const requests = reading.value;
  if (requests.length > LARGEST_BATCH) {
    return { ok: false, error: notUnderstood(`A batch has at most ${LARGEST_BATCH} requests`) };
  }
  return { ok: true, perform: (call) => performAll(prepared, call, requests) };
}

async function performAll(
  { operation, perform }: Prepared,
  call: Call,
  requests: readonly Values[],
): Promise<BatchAnswer> {
  const values: Values[] = [];
  const cookies: SetCookie[] = [];
  for (const request of requests) {
    // The shape of the operation's answer is a record's, which batchOf has seen to.
    const answer = (await perform({ ...call, verb: 'POST' }, request)) as Answer<Values>;
    cookies.push(...(answer.cookies ?? []));
    if (answer.kind !== 'done') return { operation, values, cookies, failure: answer };
    values.push(answer.value);
  }
  return { operation, values, cookies, failure: undefined };
}
