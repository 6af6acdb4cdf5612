import type { TextReading } from './json-read.ts';
import { type JsvTree, readJsvTree } from './jsv-tree.ts';
import { isTreeObject, recordBinder } from './record-tree.ts';
import type { RecordShape, ValueOf } from './shape.ts';

/** Builds the reader of one record in JSV; build it once and keep it. Text that is empty is a record of nulls. */
export function jsvReader<const R extends RecordShape>(shape: R): (text: string) => TextReading<ValueOf<R>> {
  const bind = recordBinder(shape);
  const reader = read('The JSV is not an object.', (tree) => {
    if (tree === null) return bind({});
    return isTreeObject(tree) ? bind(tree) : undefined;
  });
  // The shape says at run time what its type says to the compiler, which can't follow it through the loop over the members.
  return reader as (text: string) => TextReading<ValueOf<R>>;
}

/** Builds the reader of a list of one record. Text that is empty is an empty list. */
export function jsvListReader<const R extends RecordShape>(shape: R): (text: string) => TextReading<ValueOf<R>[]> {
  const bind = recordBinder(shape);
  const reader = read('The JSV is not a list of objects.', (tree) => {
    if (tree === null) return [];
    return Array.isArray(tree) && tree.every(isTreeObject) ? tree.map(bind) : undefined;
  });
  // As above.
  return reader as (text: string) => TextReading<ValueOf<R>[]>;
}

function read(complaint: string, bind: (tree: JsvTree) => unknown): (text: string) => TextReading<unknown> {
  return (text) => {
    const reading = readJsvTree(text);
    if (!reading.ok) return reading;
    const value = bind(reading.tree);
    return value === undefined ? { ok: false, message: complaint } : { ok: true, value };
  };
}
