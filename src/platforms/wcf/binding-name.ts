import type { WcfContract } from './contract.ts';

/** The name of the one binding and of its port. */
export function bindingName({ portType }: WcfContract): string {
  return `BasicHttpBinding_${portType}`;
}
