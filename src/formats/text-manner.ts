/**
 * What a deployment of ServiceStack.Text may have of its own in JSON and in JSV: how members are spelled, and whether objects tell their types.
 */
import type { RecordShape, Shape } from './shape.ts';
import { xmlMembers } from './xml-members.ts';

export interface TextManner {
  /** The name that an object tells as `__type`, before its members. Undefined for a shape that tells none. */
  readonly typeName?: (shape: RecordShape) => string | undefined;
  /** Write the names of members with small letters first: `accessToken`. */
  readonly camelCase?: boolean;
}

export interface TextMember {
  /** As the shape has it. */
  readonly name: string;
  /** As it is written. */
  readonly label: string;
  readonly type: Shape;
}

/** A record's members in wire order, and what it tells as its type. */
export function textMembers(
  shape: RecordShape,
  { typeName, camelCase }: TextManner,
): { readonly typeName: string | undefined; readonly members: readonly TextMember[] } {
  const members = xmlMembers(shape).map(({ name, member }) => ({
    name,
    label: camelCase === true ? camelCased(name) : name,
    type: member.type,
  }));
  return { typeName: typeName?.(shape), members };
}

/** Capitals at the beginning become small, but for one that begins the next word: `UserId` is `userId`, `XMLName` is `xmlName`. */
export function camelCased(name: string): string {
  const capitals = /^[A-Z]*/.exec(name)?.[0].length ?? 0;
  const small = capitals > 1 && capitals < name.length ? capitals - 1 : capitals;
  return name.slice(0, small).toLowerCase() + name.slice(small);
}
