import { BlockList, isIP } from 'node:net';

/** Addresses of this machine. */
const loopback = ['127.0.0.0/8', '::1'];

/**
 * Compiles the addresses of trusted proxies.
 *
 * @param {readonly string[]} given each an address, a subnet such as `10.0.0.0/8`, or `loopback`
 * @returns {(address: string | undefined) => boolean} whether a connection from that address comes from a trusted proxy
 */
export function trustedProxies(given) {
  const list = new BlockList();
  for (const text of given.flatMap((each) => (each === 'loopback' ? loopback : [each]))) {
    const [address = '', bits] = text.split('/');
    const family = familyOf(address);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  // An IPv4 client of a socket that listens on `::` has an address such as ::ffff:10.0.0.7, which BlockList resolves.
  return (address) => address !== undefined && isIP(address) !== 0 && list.check(address, familyOf(address));
}

/** @param {string} address */
function familyOf(address) {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
