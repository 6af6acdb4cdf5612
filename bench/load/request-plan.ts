/** What a load consists of: one request with at most one place that changes from one sending to the next. */

/** Marks the place of the value, in the head or in the body. */
export const VALUE = '{value}';

export interface RequestPlan {
  /** Request line and headers, each line with its end, without Host, Content-Length and the empty line. */
  readonly head: string;
  readonly body: string;
  /** What is put in the place of the value. All are of one length. Empty when nothing changes. */
  readonly values: readonly string[];
  /**
   * `cycle`: over and over. `once`: each value is sent once, and the load ends when none is left. `chain`: one value for each connection to
   * begin with, and from then on what its last answer held.
   */
  readonly use: 'cycle' | 'once' | 'chain';
  /** Where an answer holds the next value of a chain. */
  readonly chain?: { readonly before: string; readonly after: string };
}

export type WriteRequest = (value: string) => string;

/** Builds everything of a request that doesn't change, so that sending one is putting three texts together. */
export function requestWriter(plan: RequestPlan, authority: string): WriteRequest {
  const sample = plan.values[0] ?? '';
  const length = Buffer.byteLength(plan.body.replace(VALUE, sample));
  const told = plan.head.startsWith('GET ') ? '' : `Content-Length: ${length}\r\n`;
  const text = `${plan.head}Host: ${authority}\r\n${told}\r\n${plan.body}`;
  const place = text.indexOf(VALUE);
  if (place < 0) return () => text;
  const before = text.slice(0, place);
  const after = text.slice(place + VALUE.length);
  return (value) => before + value + after;
}
