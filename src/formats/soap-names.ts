/**
 * The names that the two versions of SOAP give to the same things.
 */

export type SoapVersion = '1.1' | '1.2';

/** The envelope's namespace, which is what tells the versions apart (SOAP 1.1 section 4.1.2, SOAP 1.2 part 1 section 5.1). */
export const soapNamespaces: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};

/** Undefined when the namespace is of neither version. */
export function soapVersionOf(namespace: string): SoapVersion | undefined {
  if (namespace === soapNamespaces['1.1']) return '1.1';
  return namespace === soapNamespaces['1.2'] ? '1.2' : undefined;
}

/** The attribute on a header block that says for whom it is. */
export const soapReceiverAttributes: Readonly<Record<SoapVersion, string>> = { '1.1': 'actor', '1.2': 'role' };

/** Values of that attribute that mean this server; an absent or empty one does too. */
export const soapReceivers: Readonly<Record<SoapVersion, readonly string[]>> = {
  '1.1': ['http://schemas.xmlsoap.org/soap/actor/next'],
  '1.2': [
    'http://www.w3.org/2003/05/soap-envelope/role/next',
    'http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver',
  ],
};
