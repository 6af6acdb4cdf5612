import { BlockList, isIP } from 'node:net';
import type { NetworkFence } from '../core/ports/network-fence.ts';

/** CIDR ranges by Node's own matcher. An IPv4 address mapped into IPv6 is judged as the IPv4 address that it is. */
export const networkFence: NetworkFence = {
  contains: (ranges, address) => {
    const plain = address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
    const family = isIP(plain);
    if (family === 0) return false;
    return listOf(ranges).check(plain, family === 4 ? 'ipv4' : 'ipv6');
  },
};

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    const bits = isIP(network) === 6 ? 128 : 32;
    list.addSubnet(network, prefix === undefined ? bits : Number(prefix), bits === 128 ? 'ipv6' : 'ipv4');
  }
  return list;
}
