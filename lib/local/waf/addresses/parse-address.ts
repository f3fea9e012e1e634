import { isIP } from 'node:net';

/** An address or a block of them, in bytes. */
export interface AddressBlock {
  readonly bytes: Buffer;
  readonly prefix: number;
}

/** `192.0.2.7` or `2001:db8::7`; undefined where it is none. An IPv4 address written as IPv6 is the IPv4 address. */
export function parseAddress(text: string): Buffer | undefined {
  const address = text.trim();
  const version = isIP(address);
  if (version === 4) return Buffer.from(address.split('.').map(Number));
  if (version !== 6 || address.includes('%')) return undefined;
  const bytes = ipv6Bytes(address);
  return MAPPED.equals(bytes.subarray(0, 12)) ? bytes.subarray(12) : bytes;
}

const MAPPED = Buffer.from('00000000000000000000ffff', 'hex');

function ipv6Bytes(text: string): Buffer {
  const [head = '', tail] = text.split('::');
  const left = groupBytes(head);
  const right = groupBytes(tail ?? '');
  return Buffer.concat([left, Buffer.alloc(16 - left.length - right.length), right]);
}

const groupBytes = (groups: string): Buffer =>
  Buffer.from(
    groups
      .split(':')
      .filter((group) => group !== '')
      .flatMap((group) => {
        if (group.includes('.')) return group.split('.').map(Number);
        const value = Number.parseInt(group, 16);
        return [value >> 8, value & 0xff];
      }),
  );

/** `192.0.2.0/24`; undefined where it is no CIDR block. */
export function parseBlock(text: string): AddressBlock | undefined {
  const [address = '', length = ''] = text.split('/');
  const bytes = parseAddress(address);
  if (bytes === undefined || !/^\d{1,3}$/.test(length)) return undefined;
  const prefix = Number(length);
  return prefix <= bytes.length * 8 ? { bytes, prefix } : undefined;
}

/** Whether an address lies in a block of its own family. */
export function isInBlock(address: Buffer, { bytes, prefix }: AddressBlock): boolean {
  if (address.length !== bytes.length) return false;
  const whole = prefix >> 3;
  if (!address.subarray(0, whole).equals(bytes.subarray(0, whole))) return false;
  const mask = 0xff << (8 - (prefix & 7));
  return (prefix & 7) === 0 || ((address[whole] ?? 0) & mask & 0xff) === ((bytes[whole] ?? 0) & mask & 0xff);
}
