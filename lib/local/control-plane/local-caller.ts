import type { IncomingMessage } from 'node:http';
import { isIP, isIPv4 } from 'node:net';

/**
 * Whether a request comes from a program that means this machine. A page in a browser can be made to call a name that
 * resolves to 127.0.0.1 (DNS rebinding), but not to call it by a loopback name; and a browser says where a page is from.
 */
export function isLocalCaller({ headers, socket }: IncomingMessage): boolean {
  const isFromPage = headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  return !isFromPage && isLocalHost(headers.host ?? '', socket.localAddress ?? '');
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
  if (isIP(name) !== 0) return isLoopback(name) || name === ownAddress.replace(/^::ffff:/, '');
  return name === 'localhost' || name.endsWith('.localhost');
}

const isLoopback = (address: string): boolean => address === '::1' || (isIPv4(address) && address.startsWith('127.'));
