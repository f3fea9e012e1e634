const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const LENGTH = /^[1-9]\d{0,2}$/;

/**
 * Whether a text is an address or a range as AWS WAF takes it: IPv4 or IPv6 (as RFC 5952 writes it), a prefix of 1 bit
 * or more, and nothing behind the prefix.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html
 */
export function isIpRange(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  if (rest.length > 0) return false;
  const bits = IPV4.test(address) ? bitsOfIpv4(address) : bitsOfIpv6(address);
  if (!bits || length === undefined) return bits !== undefined;
  if (!LENGTH.test(length) || Number(length) > bits.length) return false;
  return !bits.slice(Number(length)).includes('1');
}

function bitsOfIpv4(address: string): string {
  return address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
}

function bitsOfIpv6(address: string): string | undefined {
  if (!/^[0-9a-f:]+$/.test(address) || !URL.canParse(`http://[${address}]/`)) return undefined;
  if (new URL(`http://[${address}]/`).hostname !== `[${address}]`) return undefined;
  const [before = [], after = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros: readonly string[] = Array(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}
