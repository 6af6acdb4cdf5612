/**
 * What one setting is, and the schemas that many of them share.
 *
 * They are written with the third edition of zod, which the package carries beside its fourth: all that settings need, at a fifth of the time and
 * memory of a start, since it brings neither ninety modules nor the messages of every language.
 */
import { z } from 'zod/v3';

export interface Setting<S extends z.ZodTypeAny> {
  readonly variable: string;
  readonly schema: S;
  /** As it would be written in the environment; empty when there is none. */
  readonly fallback: string;
  readonly doc: string;
}

export function setting<S extends z.ZodTypeAny>(
  variable: string,
  schema: S,
  fallback: string,
  doc: string,
): Setting<S> {
  return { variable, schema, fallback, doc };
}

export const wholeNumber = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);

/** Seconds, from one to ten years of them. */
export const seconds = wholeNumber.pipe(
  z
    .number()
    .min(1)
    .max(10 * 366 * 24 * 3600),
);

export const onOff = z.enum(['on', 'off']).transform((word) => word === 'on');

/** What a table of settings comes out as. */
export type ValuesOf<T extends Readonly<Record<string, Setting<z.ZodTypeAny>>>> = {
  readonly [K in keyof T]: z.output<T[K]['schema']>;
};
