/**
 * What the two serializers share when they read a value: what nil is, and how they say that a value can't be read.
 */
import type { List } from './shape.ts';
import { attribute, type XmlElement } from './xml-read.ts';
import { schemaInstance } from './xml-write.ts';

export interface XmlValueFault {
  /**
   * `value`: text that isn't one of the type. `structure`: an element where text was due, which .NET reports as an XmlException. `null`: nil where there
   * must be a value, which it reports without naming the object around it.
   */
  readonly kind: 'value' | 'structure' | 'null';
  /** The element that couldn't be read. */
  readonly element: XmlElement;
  /** The sentence of .NET's innermost exception. It may quote the value, shortened; members that hold secrets are strings and never fail so. */
  readonly message: string;
}

export type XmlValueReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: XmlValueFault };

/** Where readers of parts leave the first fault of a reading; later ones are of no interest. */
export interface FaultSlot {
  fault: XmlValueFault | undefined;
}

/** Reads the value of an element that is there and not nil; null after a fault. */
export type ReadXmlValue = (element: XmlElement, slot: FaultSlot) => unknown;

/** `xsi:nil`, whatever its prefix, with a true value. */
export function isNil(element: XmlElement): boolean {
  if (element.attributes.length === 0) return false;
  const nil = attribute(element, schemaInstance, 'nil')?.trim();
  return nil === 'true' || nil === '1';
}

/** Leaves the fault unless an earlier one is there, and gives the null that stands for the value. */
export function fail(slot: FaultSlot, kind: XmlValueFault['kind'], element: XmlElement, message: string): null {
  slot.fault ??= { kind, element, message };
  return null;
}

/** A value as an error may quote it: the client chose its length. */
export function quoted(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** Reads a list: its items in order, whatever else stands between them. A nil item is left out. */
export function listReader(shape: List, readItem: ReadXmlValue): ReadXmlValue {
  return (element, slot) => {
    const items: unknown[] = [];
    for (const item of element.children) {
      if (item.name !== shape.itemName || item.namespace !== shape.namespace || isNil(item)) continue;
      items.push(readItem(item, slot));
    }
    return items;
  };
}
