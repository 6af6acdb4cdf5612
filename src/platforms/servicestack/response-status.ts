/**
 * ServiceStack's two shapes of an error: `ResponseStatus` inside the operation's own response, and inside `ErrorResponse`.
 *
 * Which of them depends on where the framework would have thrown: inside the service, or before it was reached. The reason phrase depends on it
 * too, and clients show it. Source: reference, servicestack-webapi sections 5 and 9.
 */
import { dictionary, list, record, type ValueOf, type Writable } from '../../formats/shape.ts';

/** The namespace of the framework's types, and of those of systems that don't name their own. */
export const TYPES_NAMESPACE = 'http://schemas.servicestack.net/types';

const responseErrorShape = record('ResponseError', TYPES_NAMESPACE, {
  ErrorCode: { type: 'string', omitNull: true },
  FieldName: { type: 'string', omitNull: true },
  Message: { type: 'string', omitNull: true },
  Meta: { type: dictionary, omitNull: true },
});

export const responseStatusShape = record('ResponseStatus', TYPES_NAMESPACE, {
  ErrorCode: { type: 'string' },
  Message: { type: 'string' },
  StackTrace: { type: 'string' },
  Errors: { type: list('ArrayOfResponseError', TYPES_NAMESPACE, 'ResponseError', responseErrorShape) },
  Meta: { type: dictionary },
});

/** The `ResponseStatus` of a yes, where an operation has one. */
export const NO_ERROR: ValueOf<typeof responseStatusShape> = {
  ErrorCode: null,
  Message: null,
  StackTrace: null,
  Errors: null,
  Meta: null,
};

/** The root of an error from before the service was reached. */
export const errorResponseShape = record('ErrorResponse', TYPES_NAMESPACE, {
  ResponseStatus: { type: responseStatusShape },
});

export interface FieldError {
  readonly code: string;
  readonly field: string;
  readonly message: string;
  readonly meta?: Readonly<Record<string, string>>;
}

export interface ServiceError {
  /**
   * `in-service`: the operation's own response is the root, `Errors` is there even when empty, and the reason phrase is the code.
   * `in-filter`: the root is `ErrorResponse` and the reason phrase that of the status. `as-http-error`: as in a filter, and the reason
   * phrase is the message.
   */
  readonly thrown: 'in-service' | 'in-filter' | 'as-http-error';
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
}

/** The `ResponseStatus` that says an error. */
export function statusOf(error: ServiceError): Writable<typeof responseStatusShape> {
  const errors = error.errors?.map(({ code, field, message, meta }) => ({
    ErrorCode: code,
    FieldName: field,
    Message: message,
    Meta: meta === undefined ? null : { ...meta },
  }));
  return {
    ErrorCode: error.code,
    Message: error.message,
    Errors: errors ?? (error.thrown === 'in-service' ? [] : null),
  };
}

/** The reason phrase, or undefined for the usual one of the status. */
export function reasonOf(error: ServiceError): string | undefined {
  switch (error.thrown) {
    case 'in-service':
      return error.code;
    case 'in-filter':
      return undefined;
    case 'as-http-error':
      return error.message;
  }
}

/** The request can't be understood: 400, in the words of the framework's SerializationException. */
export function notUnderstood(message: string, errors?: readonly FieldError[]): ServiceError {
  const error = { thrown: 'in-filter', status: 400, code: 'SerializationException', message } as const;
  return errors === undefined ? error : { ...error, errors };
}

/** There is no method for what was asked: 405. */
export function notImplemented(message: string): ServiceError {
  return { thrown: 'in-filter', status: 405, code: 'NotImplementedException', message };
}
