import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../lib/cli/fitted.js';
import { printArrangements } from '../../lib/cli/print-arrangements.js';
import { printPlan } from '../../lib/cli/print-plan.js';
import { compareArrangements } from '../../lib/plan/arrangements/compare-arrangements.js';
import { BILL_LEVELS, billOf } from '../../lib/plan/cost/bill.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import { cached, firewall, open, withKey, withToken } from '../plan/arrangements/shops.js';
import { aRoute, specOf } from '../spec/specs.js';

const printed = (spec: GatewaySpec, width: number) => {
  const plan = planGateway(spec);
  const arrangements = printArrangements(compareArrangements(spec), undefined, width - 2);
  return printPlan(plan, billOf(plan, { levels: BILL_LEVELS }), arrangements, width);
};
const shop = specOf([open, withKey, withToken, cached], { edge: {}, firewall });
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
/** So many routes below each of the first letters. */
const many = (count: number, perLetter: (index: number) => number, settings: Partial<GatewaySpec> = {}) =>
  specOf(
    letters
      .slice(0, count)
      .flatMap((letter, place) =>
        Array.from({ length: perLetter(place) }, (_, index) =>
          aRoute(`GET /${letter}${letter}/r${index}`, { to: lambda(`handlers/${letter}.ts`) }),
        ),
      ),
    settings,
  );
const sectionOf = (text: string, title: RegExp) =>
  text
    .split('\n\n')
    .find((section) => title.test(section.split('\n')[0] ?? ''))
    ?.split('\n')
    .slice(1) ?? [];

describe('a plan in a terminal', () => {
  it.each([60, 80, 100, 140])('has no line of words that is wider than its %d columns', (width) => {
    const wide = printed(shop, width)
      .split('\n')
      .filter((line) => columnsOf(line) > width);
    expect(wide).toEqual([]);
  });

  it('has no name of a quota between the words of what it counts, in 60 columns either', () => {
    const lines = sectionOf(printed(shop, 60), /Quotas/).map((line) => line.trim());
    const place = lines.indexOf('httpAuthorizers');
    expect(lines.slice(place - 2, place)).toEqual([expect.stringMatching(/^\d of 10 {2}authorizers per HTTP/), 'API']);
    expect(lines[place + 1]).toMatch(/^\d+ of [\d,]+ {2}/);
  });

  it('says each reason once', () => {
    const text = printed(shop, 300);
    for (const reason of ['and costs less for a request', 'one address in front of them'])
      expect(text.split(reason)).toHaveLength(2);
  });

  it('shows controls of a description as text, and not to the terminal', () => {
    const text = printed({ ...shop, description: 'Books\u001b[2J and\u0007\nmore' }, 100);
    expect(text).toContain('Books\\u001b[2J and\\u0007\\u000amore');
    expect(text).not.toContain('\u001b[2J');
  });
});

describe('a plan of a gateway in parts', () => {
  const three = printed(
    many(3, () => 200),
    100,
  );

  it('counts its APIs in place of listing them', () => {
    expect(three).toMatch(/^ {2}\S+: 600 routes on 3 HTTP APIs$/m);
    expect(printed(specOf([open]), 100)).toMatch(/: 1 route on the HTTP API$/m);
    expect(printed(specOf([open, withKey]), 100)).toMatch(/: 2 routes, 1 on the HTTP API and 1 on the REST API$/m);
  });

  it('shows each part with its paths, APIs and routes, in their order, and why there are several', () => {
    const [why, ...rows] = sectionOf(three, /2 parts, each in a nested stack/);
    expect(why).toMatch(/split, since in one stack it would have 600 routes per HTTP API, and AWS takes 300/);
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['Part', 'Paths', 'APIs', 'Routes'],
      ['before /b, in the stack of the gateway', 'HTTP', '200'],
      ['b', 'from /b, before /c', 'HTTP', '200'],
      ['c', 'from /c on', 'HTTP', '200'],
    ]);
  });

  it('says which part a route is in, and which paths each API has', () => {
    expect(three).toMatch(/GET {4}\/bb\/r7 +HTTP b +public/);
    expect(sectionOf(three, /Which API a path is on/).at(-2)).toMatch(
      /HTTP c {2}\/cc\/r0, \/cc\/r1, \/cc\/r10 and 197 more/,
    );
  });

  it('calls nothing one address that has several, and says what joins them', () => {
    for (const text of [three, printed(specOf([open, withKey]), 100)]) {
      expect(text).not.toContain('One address');
      expect(
        sectionOf(text, /Which API a path is on/)
          .at(-1)
          ?.trim(),
      ).toBe('On AWS each API has an address of its own: only the local / joins them, or an edge');
    }
    expect(sectionOf(printed(specOf([open]), 100), /One address/)).toEqual(['  all routes are on one API']);
  });

  it('names the APIs of parts behind an edge alike', () => {
    const rows = sectionOf(
      printed(
        many(3, () => 200, { edge: {} }),
        100,
      ),
      /Edge/,
    );
    const apis = rows.map((row) => /^ {2}\S+ +(HTTP \w|\S+) /.exec(row)?.[1]).filter((api) => api?.startsWith('HTTP'));
    expect(new Set(apis)).toEqual(new Set(['HTTP', 'HTTP b', 'HTTP c']));
  });

  it('shows the fullest of many parts, in their order, and how many there are besides', () => {
    const text = printed(
      many(15, (place) => (place === 3 || place === 5 || place === 14 ? 10 : 30), {
        split: { from: letters.slice(0, 15).map((letter) => `/${letter}`) },
      }),
      100,
    );
    const rows = sectionOf(text, /15 parts/);
    expect(rows.slice(2, -1).map((row) => row.trim()[0])).toEqual([
      'a',
      'b',
      'c',
      'e',
      'g',
      'h',
      'i',
      'j',
      'k',
      'l',
      'm',
      'n',
    ]);
    expect(rows.at(-1)?.trim()).toBe('and 3 more with fewer routes: --json has all');
    expect(
      sectionOf(text, /Which API a path is on/)
        .at(-2)
        ?.trim(),
    ).toBe('and 3 more APIs with fewer paths');
  });

  it('shows parts by names with what stays in the stack of the gateway', () => {
    const parts = { catalogue: ['/aa', '/bb'], orders: ['/cc'] };
    const rows = sectionOf(
      printed(
        many(4, () => 5, { split: { parts } }),
        100,
      ),
      /2 parts/,
    );
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual([
      ['the spec says what its parts are'],
      ['Part', 'Paths', 'APIs', 'Routes'],
      ['catalogue', '/aa, /bb', 'HTTP', '10'],
      ['orders', '/cc', 'HTTP', '5'],
      ['all other paths, in the stack of the gateway', 'HTTP', '5'],
    ]);
  });
});
