import { describe, expect, it } from 'vitest';
import { cidr } from '../../../../lib/local/assembly/intrinsics/cidr.js';
import type { Scope } from '../../../../lib/local/assembly/intrinsics/intrinsic.js';
import { isUnresolved } from '../../../../lib/local/assembly/intrinsics/unresolved.js';

const call = (...argument: unknown[]) => cidr(argument, { scope: {} as Scope, evaluate: (node) => node });

describe('Fn::Cidr', () => {
  it.each<[unknown[], string[]]>([
    [
      ['192.168.0.0/24', '6', '5'],
      [
        '192.168.0.0/27',
        '192.168.0.32/27',
        '192.168.0.64/27',
        '192.168.0.96/27',
        '192.168.0.128/27',
        '192.168.0.160/27',
      ],
    ],
    [
      ['10.0.7.9/16', 2, 8],
      ['10.0.0.0/24', '10.0.1.0/24'],
    ],
    [
      ['2001:db8:1234:1a00::/56', 2, 64],
      ['2001:db8:1234:1a00::/64', '2001:db8:1234:1a01::/64'],
    ],
    [['::ffff:10.0.0.0/104', 1, 16], ['0:0:0:0:0:ffff:a00:0/112']],
  ])('divides %j', (argument, blocks) => {
    expect(call(...argument)).toEqual(blocks);
  });

  it.each([
    [['192.168.0.0/24', 9, 5]],
    [['192.168.0.0/33', 1, 5]],
    [['192.168.0.0', 1, 5]],
    [['not an address/8', 1, 5]],
    [['10.0.0.0/8', 257, 8]],
    [['10.0.0.0/8', 0, 8]],
    [['10.0.0.0/8', 1, 33]],
    [['10.0.0.0/8', 1, 'x']],
    [['10.0.0.0/8']],
  ])('leaves %j unresolved', (argument) => {
    expect(isUnresolved(call(...argument))).toBe(true);
  });
});
