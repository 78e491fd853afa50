import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that lead anywhere but to a public server. Source: https://www.iana.org/assignments/iana-ipv4-special-registry */
const closedNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closedNetworks.addSubnet(network, prefix, 'ipv4');
}
// Those that wrap an IPv4 address (translated, 6to4, Teredo) are closed whole: no file of a messenger lies there.
// Source: https://www.iana.org/assignments/iana-ipv6-special-registry
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  closedNetworks.addSubnet(network, prefix, 'ipv6');
}

/** A host that nothing named in a message may be fetched from. */
export class PrivateAddressError extends Error {
  constructor() {
    super('the address is not public');
    this.name = 'PrivateAddressError';
  }
}

/**
 * Whether an IP address leads anywhere but to the public internet: private, loopback, link-local (cloud metadata),
 * carrier-grade NAT, multicast, reserved. An IPv4 address mapped into IPv6 counts as itself; what is no address is private.
 */
export function isPrivateAddress(address: string): boolean {
  const [bare = ''] = address.split('%');
  const family = isIP(bare);
  return family === 0 || closedNetworks.check(bare, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Refuses a host that is written as a private address: those never pass through a lookup.
 * @throws PrivateAddressError
 */
export function assertPublicHost(hostname: string): void {
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && isPrivateAddress(literal)) throw new PrivateAddressError();
}

type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A lookup for a socket that refuses a name with any private answer. The socket connects to the very answer that was
 * checked, so a name that resolves differently the next time gains nothing.
 */
export function publicLookup(resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, [], 0);
        return;
      }
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => isPrivateAddress(address))) {
        callback(new PrivateAddressError(), [], 0);
        return;
      }
      if (options.all) {
        callback(null, addresses);
        return;
      }
      callback(null, first.address, first.family);
    });
  };
}
