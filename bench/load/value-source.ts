import type { RequestPlan } from './request-plan.ts';

/** The value of a connection's next request, given the body of its last answer; undefined when there is none. */
export type NextValue = (lastBody: Buffer | undefined) => string | undefined;

/** Deals out a plan's values. @returns what tells a connection, by its number, its own */
export function createValueSource(plan: RequestPlan): (index: number) => NextValue {
  const { values, use } = plan;
  let dealt = 0;
  if (use === 'chain') {
    return (index) => (lastBody) => (lastBody === undefined ? values[index] : chainedValue(plan, lastBody));
  }
  if (values.length === 0) return () => () => '';
  if (use === 'once') return () => () => values[dealt++];
  return () => () => values[dealt++ % values.length];
}

function chainedValue({ chain }: RequestPlan, body: Buffer): string | undefined {
  if (chain === undefined) return undefined;
  const at = body.indexOf(chain.before);
  if (at < 0) return undefined;
  const start = at + chain.before.length;
  const stop = body.indexOf(chain.after, start);
  return stop < 0 ? undefined : body.toString('latin1', start, stop);
}
