import { writeDiscovery } from '../../formats/discovery-document.ts';
import type { SoapVersion } from '../../formats/soap-names.ts';
import { xmlNode } from '../../formats/xml-document.ts';
import type { AsmxContract } from './contract.ts';
import { bindingName } from './wsdl.ts';

/** The discovery document of a service that can be reached at `address`: where its description and its page are, and its two bindings. */
export function writeDisco(contract: AsmxContract, address: string): string {
  const binding = (version: SoapVersion, prefix: string) =>
    xmlNode('soap', {
      address,
      [`xmlns:${prefix}`]: contract.namespace,
      binding: `${prefix}:${bindingName(contract, version)}`,
      xmlns: 'http://schemas.xmlsoap.org/disco/soap/',
    });
  return writeDiscovery(address, [binding('1.1', 'q1'), binding('1.2', 'q2')]);
}
