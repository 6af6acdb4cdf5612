import type { XmlFault } from '../../formats/xml-read.ts';

const DTD_PROHIBITED =
  'For security reasons DTD is prohibited in this XML document. To enable DTD processing set the DtdProcessing property on ' +
  'XmlReaderSettings to Parse and pass the settings into XmlReader.Create method.';

/**
 * What .NET's reader says of a document that it can't read, for the faults that tell it: the commonest three in its own words, any other in
 * the words of our reader with the place in .NET's form.
 */
export function xmlSentence(text: string, fault: XmlFault): string {
  if (fault.kind === 'doctype') return DTD_PROHIBITED;
  const start = text.trimStart();
  if (start === '') return 'Root element is missing.';
  if (!start.startsWith('<')) return 'Data at the root level is invalid. Line 1, position 1.';
  return `${asSentence(fault.message)} Line ${fault.line}, position ${fault.column}.`;
}

/** The parser under our reader starts some messages with a small letter and ends some without a full stop. */
function asSentence(message: string): string {
  const stop = message.endsWith('.') ? '' : '.';
  return message.charAt(0).toUpperCase() + message.slice(1) + stop;
}
