/**
 * The members of a record as XML sees them: base first, each in the namespace of the record that declares it.
 */
import type { Member, RecordShape } from './shape.ts';

export interface XmlMember {
  readonly name: string;
  /** Of the member's element. */
  readonly namespace: string;
  readonly member: Member;
}

/** In wire order. */
export function xmlMembers(shape: RecordShape): readonly XmlMember[] {
  const inherited = shape.base === undefined ? [] : xmlMembers(shape.base);
  const own = Object.entries(shape.members).map(([name, member]) => ({ name, namespace: shape.namespace, member }));
  return [...inherited, ...own];
}
