/**
 * The place in a document that .NET's reader stands at once it has read an element: XmlSerializer's messages name it.
 */
import type { XmlElement } from './xml-read.ts';

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1. For a tag it is where the name starts, not the `<`. */
  readonly column: number;
}

/**
 * Where the node after `element` starts, white space between elements not counted as a node: the position of XmlTextReader when a value's
 * conversion fails, the value having been read whole by then. `text` is the text that the element was read from.
 */
export function placeAfter(text: string, element: XmlElement): Place {
  let at = element.end;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  if (text.startsWith('</', at)) at += 2;
  else if (text.startsWith('<', at)) at += 1;

  let line = 1;
  let lineStart = 0;
  for (let next = text.indexOf('\n'); next !== -1 && next < at; next = text.indexOf('\n', next + 1)) {
    line++;
    lineStart = next + 1;
  }
  return { line, column: at - lineStart + 1 };
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
