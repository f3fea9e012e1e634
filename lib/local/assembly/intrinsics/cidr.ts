import { isIP } from 'node:net';
import { scalarText } from '../json-object.js';
import { type Intrinsic, malformed } from './intrinsic.js';
import { findUnresolved, unresolved } from './unresolved.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html */
export const cidr: Intrinsic = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length < 2 || argument.length > 3) {
    return malformed('Fn::Cidr', 'an address block, a count and the host bits');
  }
  const values = argument.map(evaluate);
  const gap = findUnresolved(values);
  if (gap) return gap;
  const block = parseBlock(values[0]);
  const count = wholeNumber(values[1]);
  if (!block || !Number.isInteger(count) || count < 1 || count > 256) {
    return malformed('Fn::Cidr', 'an address block and a count of 1 to 256');
  }
  return subdivide(block, count, values[2] === undefined ? defaultHostBits(block, count) : wholeNumber(values[2]));
};

const wholeNumber = (value: unknown): number => Number(scalarText(value) || Number.NaN);

interface Block {
  readonly address: bigint;
  readonly prefix: number;
  readonly bits: 32 | 128;
}

function parseBlock(text: unknown): Block | undefined {
  const [address = '', prefix = ''] = scalarText(text).split('/');
  const version = isIP(address);
  const bits = version === 6 ? 128 : 32;
  if (version === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined;
  const shift = BigInt(bits - Number(prefix));
  const value = version === 6 ? parseIpv6(address) : parseIpv4(address);
  return { address: (value >> shift) << shift, prefix: Number(prefix), bits };
}

const defaultHostBits = ({ prefix, bits }: Block, count: number): number =>
  bits - prefix - Math.ceil(Math.log2(Math.max(count, 1)));

function subdivide({ address, prefix, bits }: Block, count: number, hostBits: number): unknown {
  if (!Number.isInteger(hostBits) || hostBits < 0 || hostBits > bits) return malformed('Fn::Cidr', 'whole host bits');
  const room = hostBits > bits - prefix ? 0n : 1n << BigInt(bits - prefix - hostBits);
  if (room < BigInt(count)) return unresolved(`Fn::Cidr cannot fit ${count} blocks of ${hostBits} host bits`);
  const print = bits === 32 ? printIpv4 : printIpv6;
  return Array.from(
    { length: count },
    (_, index) => `${print(address + (BigInt(index) << BigInt(hostBits)))}/${bits - hostBits}`,
  );
}

const parseIpv4 = (text: string): bigint => text.split('.').reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);

const printIpv4 = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

function parseIpv6(text: string): bigint {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const plain = embedded ? `${embedded[1]}${groupsOfIpv4(embedded[2] ?? '')}` : text;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

const groupsOfIpv4 = (text: string): string => {
  const value = parseIpv4(text);
  return `${(value >> 16n).toString(16)}:${(value & 65_535n).toString(16)}`;
};

/** Uncompressed but for a run of zeros at the end, which is all that whole blocks have. */
function printIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 65_535n).toString(16));
  const text = groups.join(':');
  return /(:0){2,}$/.test(text) ? text.replace(/(:0){2,}$/, '::') : text;
}
