/**
 * From a tree of plain values to the value of a record, in the manner of ServiceStack.Text: what a text holds is taken with good will.
 *
 * Names match in any letter case, unknown ones are passed over (`__type` among them), and a value that can't be one of its member's type
 * is as good as absent: false for a boolean, null otherwise. JSON, JSV and CSV each make such a tree in their own way: objects and arrays, with
 * strings, numbers and booleans at the ends.
 */
import { readJsvScalar } from './jsv-scalar.ts';
import type { RecordShape, Scalar, Shape } from './shape.ts';
import { xmlMembers } from './xml-members.ts';

type ReadValue = (tree: unknown) => unknown;

/** Builds the binder of one record; build it once and keep it. It must be given an object. */
export function recordBinder(shape: RecordShape): (tree: object) => Record<string, unknown> {
  const members = xmlMembers(shape).map(({ name, member }) => ({ name, read: valueBinder(member.type) }));
  const bySmallName = new Map(members.map((member) => [member.name.toLowerCase(), member]));
  return (tree) => {
    const value: Record<string, unknown> = {};
    for (const { name } of members) value[name] = null;
    for (const [key, found] of Object.entries(tree)) {
      const member = bySmallName.get(key.toLowerCase());
      if (member !== undefined && found !== null) value[member.name] = member.read(found);
    }
    return value;
  };
}

function valueBinder(shape: Shape): ReadValue {
  if (typeof shape === 'string') return (tree) => bindScalar(shape, tree);
  switch (shape.kind) {
    case 'enumeration':
      return (tree) => (typeof tree === 'string' && shape.values.includes(tree) ? tree : null);
    case 'list': {
      const item = valueBinder(shape.item);
      return (tree) =>
        Array.isArray(tree)
          ? tree.map((one) => (one === null ? null : item(one))).filter((value) => value !== null)
          : null;
    }
    case 'record': {
      const bind = recordBinder(shape);
      return (tree) => (isTreeObject(tree) ? bind(tree) : null);
    }
    case 'dictionary':
      return bindDictionary;
  }
}

export function isTreeObject(tree: unknown): tree is object {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

function bindScalar(type: Scalar, tree: unknown): unknown {
  if (tree === null || typeof tree === 'object') return type === 'boolean' ? false : null;
  const reading = readJsvScalar(type, String(tree));
  if (reading.ok) return reading.value;
  return type === 'boolean' ? false : null;
}

function bindDictionary(tree: unknown): unknown {
  if (!isTreeObject(tree)) return null;
  const entries = Object.entries(tree).filter(([, value]) => value !== null && typeof value !== 'object');
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}
