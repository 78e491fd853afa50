import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/**
 * Whether a file may be fetched from there: from the configured API root itself, or by https from a host whose
 * addresses are all public. Keeps a redirect from reaching into our own network.
 */
export async function isFetchable(url: URL, apiRoot: string): Promise<boolean> {
  if (url.username !== '' || url.password !== '') return false;
  if (isSameServer(url, URL.parse(apiRoot))) return true;
  if (url.protocol !== 'https:') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolve(host);
  return addresses.length > 0 && addresses.every((address) => !isPrivate(address));
}

function isSameServer(url: URL, root: URL | null): boolean {
  if (!root || url.protocol !== root.protocol || url.port !== root.port) return false;
  const areLocal = loopbackNames.includes(url.hostname) && loopbackNames.includes(root.hostname);
  return url.hostname === root.hostname || areLocal;
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

async function resolve(host: string): Promise<string[]> {
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => address);
  } catch {
    return [];
  }
}

function isPrivate(address: string): boolean {
  return privateRanges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

const privateRanges = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  privateRanges.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  privateRanges.addSubnet(network, prefix, 'ipv6');
}
