import type { RecordShape, Shape } from '../../formats/shape.ts';

/**
 * A shape as DataContract has it when no order is declared: members in the ordinal order of their names, those of a base before them, in the
 * records inside too. JSON keeps the order of the declaration, so the two formats need a shape each (reference page, section 12).
 */
export function inContractOrder<const R extends RecordShape>(shape: R): R {
  // The same members under the same names: their order is nothing that the compiler knows.
  return ordered(shape) as R;
}

function ordered(shape: RecordShape): RecordShape {
  const members = Object.entries(shape.members)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => [name, { ...member, type: orderedInside(member.type) }]);
  return {
    ...shape,
    base: shape.base === undefined ? undefined : ordered(shape.base),
    members: Object.fromEntries(members),
  };
}

function orderedInside(shape: Shape): Shape {
  if (typeof shape === 'string') return shape;
  if (shape.kind === 'record') return ordered(shape);
  return shape.kind === 'list' ? { ...shape, item: orderedInside(shape.item) } : shape;
}
