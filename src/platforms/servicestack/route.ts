/**
 * From the path of a request to the operation that it asks for.
 *
 * Paths match in any letter case and with or without a slash at the end. An operation's own routes come first, then the predefined ones:
 * `/{format}/reply/{Operation}` and the same with `oneway`, and `/{Operation}`, which answers JSON and is where the current JavaScript client posts
 * to. `[]` after the operation's name there asks for a batch.
 */
import { type Negotiable, ofKey } from './negotiate.ts';

export interface Routed {
  readonly kind: 'operation';
  readonly name: string;
  /** What the path fills in, by the member's name as the route spells it. */
  readonly values: readonly (readonly [member: string, value: string])[];
  /** The format of a suffix such as `.json`. */
  readonly suffix: string | undefined;
  /** The format of a predefined route. */
  readonly predefined: string | undefined;
  /** Many requests in one body. */
  readonly isBatch: boolean;
}

export type Routing =
  | Routed
  | { readonly kind: 'unknown-operation'; readonly name: string; readonly predefined: string };

export interface RouteTable {
  readonly name: string;
  readonly routes: readonly string[];
}

interface Route {
  readonly operation: string;
  readonly segments: readonly Segment[];
}

type Segment = { readonly literal: string } | { readonly member: string };

/** Builds the router over the operations' routes. It gives undefined for a path that leads nowhere. */
export function router(operations: readonly RouteTable[], formats: readonly Negotiable[]) {
  const routes = operations.flatMap(({ name, routes }) =>
    routes.map((route): Route => ({ operation: name, segments: segmentsOf(route).map(segment) })),
  );
  const bySmallName = new Map(operations.map(({ name }) => [name.toLowerCase(), name]));

  /** @param path what stands after the prefix, without the query */
  return (path: string): Routing | undefined => {
    const segments = decoded(path);
    if (segments === undefined) return undefined;
    const cut = withoutSuffix(segments);
    const routed = cut === undefined ? onRoute(segments, undefined) : onRoute(cut.segments, cut.suffix);
    return routed ?? onPredefinedRoute(segments);
  };

  function onRoute(segments: readonly string[], suffix: string | undefined): Routing | undefined {
    for (const route of routes) {
      const values = matched(route, segments);
      if (values !== undefined) {
        return { kind: 'operation', name: route.operation, values, suffix, predefined: undefined, isBatch: false };
      }
    }
    return undefined;
  }

  /** A suffix counts only when it is a format; formats are spelled in small letters. */
  function withoutSuffix(segments: readonly string[]) {
    const last = segments.at(-1) ?? '';
    const dot = last.lastIndexOf('.');
    const suffix = dot < 1 ? undefined : ofKey(formats, last.slice(dot + 1))?.key;
    return suffix === undefined ? undefined : { segments: [...segments.slice(0, -1), last.slice(0, dot)], suffix };
  }

  function onPredefinedRoute(segments: readonly string[]): Routing | undefined {
    const [first = '', second = '', third = ''] = segments;
    if (segments.length === 3 && WAYS.has(second.toLowerCase())) {
      const predefined = ofKey(formats, first.toLowerCase())?.key;
      if (predefined === undefined) return undefined;
      return named(third, predefined) ?? { kind: 'unknown-operation', name: third, predefined };
    }
    return segments.length === 1 ? named(first, 'json') : undefined;
  }

  function named(name: string, predefined: string): Routing | undefined {
    const isBatch = name.endsWith('[]');
    const operation = bySmallName.get((isBatch ? name.slice(0, -2) : name).toLowerCase());
    if (operation === undefined) return undefined;
    return { kind: 'operation', name: operation, values: [], suffix: undefined, predefined, isBatch };
  }
}

/** Without a queue behind it, the framework answers both alike. */
const WAYS: ReadonlySet<string> = new Set(['reply', 'oneway']);

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

/** Undefined when an escape in the path spells no character. */
function decoded(path: string): readonly string[] | undefined {
  const segments = segmentsOf(path);
  if (!path.includes('%')) return segments;
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function segment(text: string): Segment {
  return text.startsWith('{') ? { member: text.slice(1, -1) } : { literal: text.toLowerCase() };
}

function matched(route: Route, segments: readonly string[]): Routed['values'] | undefined {
  if (route.segments.length !== segments.length) return undefined;
  const values: [string, string][] = [];
  for (const [index, expected] of route.segments.entries()) {
    const found = segments[index] ?? '';
    if ('member' in expected) {
      if (found === '') return undefined;
      values.push([expected.member, found]);
    } else if (found.toLowerCase() !== expected.literal) return undefined;
  }
  return values;
}
