import type { IncomingHttpHeaders } from 'node:http';
import { isIP, isIPv4 } from 'node:net';

/** What is looked at of a request. */
export interface Caller {
  readonly headers: Pick<IncomingHttpHeaders, 'host' | 'origin' | 'sec-fetch-site'>;
  readonly socket: { readonly remoteAddress?: string | undefined; readonly localAddress?: string | undefined };
}

/**
 * Whether a request comes from a program on this machine that means this machine. Where it comes from is what the
 * connection says, whatever its fields claim. A page in a browser can be made to call a name that resolves to 127.0.0.1
 * (DNS rebinding), but not to call it by a loopback name; and a browser says where a page is from.
 */
export function isLocalCaller({ headers, socket }: Caller): boolean {
  const ownAddress = unmapped(socket.localAddress);
  const isFromPage = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  return (
    isOnThisMachine(unmapped(socket.remoteAddress), ownAddress) &&
    !isFromPage &&
    isLocalHost(headers.host ?? '', ownAddress)
  );
}

/** A connection from our own address can come from nobody else: answers to it would not leave the machine. */
function isOnThisMachine(peer: string, ownAddress: string): boolean {
  return isLoopback(peer) || (isIP(peer) !== 0 && peer === ownAddress);
}

/**
 * @param host field of that name: `localhost:3000`
 * @param ownAddress the address that the caller is connected to; by number it can be no other's
 */
export function isLocalHost(host: string, ownAddress: string): boolean {
  const name = host
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  if (isIP(name) !== 0) return isLoopback(name) || name === ownAddress;
  return name === 'localhost' || name.endsWith('.localhost');
}

/** `::ffff:127.0.0.1`, as a server on `::` sees callers by IPv4, is `127.0.0.1`. */
const unmapped = (address = ''): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const isLoopback = (address: string): boolean => address === '::1' || (isIPv4(address) && address.startsWith('127.'));
