import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPriceFile } from '../../../lib/cli/prices/read-price-file.js';
import { IssuesError } from '../../../lib/errors/issue.js';
import { listPrices, prices } from '../../../lib/facts/prices.js';

const root = mkdtempSync(join(tmpdir(), 'gatewright-prices-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const file = (content: unknown) => {
  const path = join(root, 'prices.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const issuesOf = async (content: unknown) => {
  const error: unknown = await readPriceFile(file(content)).catch((thrown: unknown) => thrown);
  if (error instanceof IssuesError) return error.issues.map(({ code, place }) => [code, place]);
  throw error;
};
const first = { upTo: 5, usd: 2 };

describe('a price file', () => {
  it('stands above our prices, which fill its holes', async () => {
    const tiers = [{ upTo: 100, usd: 3 }, { upTo: 200, usd: 2 }, { usd: 0 }];
    const list = await readPriceFile(file({ region: 'eu-west-1', prices: { secrets: 0.5, dataOutGb: tiers } }));
    expect(list).toMatchObject({ region: 'eu-west-1', date: 'a day not named' });
    expect(list.usd).toEqual({ ...listPrices.usd, secrets: 0.5, dataOutGb: tiers });
    expect(list.filled).toHaveLength(Object.keys(prices).length - 2);
    expect(list.filled).not.toContain('secrets');
  });

  it('names where each price was read: what it says of it, else itself, and our page for ours', async () => {
    const about = { secrets: { source: `https://pricing.example/${'offers/'.repeat(30)}index.json of 2026-11-05` } };
    const path = file({ prices: { secrets: 0.5, traces: 6 }, about });
    const { sources } = await readPriceFile(path);
    expect(sources).toEqual({ ...listPrices.sources, secrets: about.secrets.source, traces: path });
  });

  it('may begin with a mark of its byte order', async () => {
    expect((await readPriceFile(file('\ufeff{ "prices": { "secrets": 0.7 } }'))).usd.secrets).toBe(0.7);
  });

  it.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ['a list', [], [['PRICE_FILE', 'prices']]],
    ['no prices', { region: 'eu-west-1' }, [['PRICE_FILE', 'prices']]],
    ['an unknown name', { prices: {}, price: {} }, [['UNKNOWN_PROPERTY', 'price']]],
    ['a Region of numbers', { prices: {}, region: 5 }, [['PRICE_FILE', 'region']]],
    [
      'a Region of nothing',
      { prices: {}, region: '', date: ' ' },
      [
        ['PRICE_FILE', 'region'],
        ['PRICE_FILE', 'date'],
      ],
    ],
    ['a Region that steers the terminal', { prices: {}, region: 'eu\u001b[2J' }, [['PRICE_FILE', 'region']]],
    [
      'a source that steers the terminal',
      { prices: {}, about: { secrets: { source: 'x\u0007' } } },
      [['PRICE_FILE', "about['secrets'].source"]],
    ],
    ['a text about prices', { prices: {}, about: 'mine' }, [['PRICE_FILE', 'about']]],
    ['more dollars than there are', { prices: { secrets: 1e308 } }, [['PRICE_USD', "prices['secrets']"]]],
    [
      'a misspelt step',
      {
        prices: {
          dataOutGb: [
            { upTo: 5, usd: 1 },
            { upto: 9, usd: 2 },
          ],
        },
      },
      [['UNKNOWN_PROPERTY', "prices['dataOutGb'][1].upto"]],
    ],
    ['an unknown key', { prices: { secret: 1 } }, [['PRICE_KEY', "prices['secret']"]]],
    ['a key of objects', '{"prices": {"__proto__": 1}}', [['PRICE_KEY', "prices['__proto__']"]]],
    ['a text', { prices: { secrets: '0.4' } }, [['PRICE_USD', "prices['secrets']"]]],
    ['nothing', { prices: { secrets: null } }, [['PRICE_USD', "prices['secrets']"]]],
    ['less than nothing', { prices: { secrets: -1 } }, [['PRICE_USD', "prices['secrets']"]]],
    ['no steps', { prices: { dataOutGb: [] } }, [['PRICE_TIERS', "prices['dataOutGb']"]]],
    ['a step that is none', { prices: { dataOutGb: [first, 3] } }, [['PRICE_TIERS', "prices['dataOutGb'][1]"]]],
    ['an end of the last', { prices: { dataOutGb: [first] } }, [['PRICE_TIERS', "prices['dataOutGb'][0].upTo"]]],
    [
      'no end of the first',
      { prices: { secrets: [{ usd: 1 }, { usd: 2 }] } },
      [['PRICE_TIERS', "prices['secrets'][0].upTo"]],
    ],
    [
      'steps that do not ascend',
      { prices: { secrets: [first, first, { usd: 1 }] } },
      [['PRICE_TIERS', "prices['secrets'][1].upTo"]],
    ],
    [
      'a step from zero to zero',
      { prices: { secrets: [{ upTo: 0, usd: 1 }, { usd: 1 }] } },
      [['PRICE_TIERS', "prices['secrets'][0].upTo"]],
    ],
    [
      'two faults',
      { prices: { secrets: [{ upTo: 5, usd: -2 }, { usd: '3' }], x: 1 } },
      [
        ['PRICE_USD', "prices['secrets'][0].usd"],
        ['PRICE_USD', "prices['secrets'][1].usd"],
        ['PRICE_KEY', "prices['x']"],
      ],
    ],
  ])('is refused with %s', async (_title, content, expected) => {
    expect(await issuesOf(content)).toEqual(expected);
  });

  it.each<[string, () => string, RegExp]>([
    ['that is not there', () => join(root, 'nowhere.json'), /nowhere\.json cannot be read/],
    ['that is no JSON', () => file('{ "prices": '), /prices\.json is no JSON/],
    ['that is no JSON, and steers the terminal', () => file('\u001b[2J{'), /is no JSON: .*\\u001b/],
  ])('%s fails with one line and exit 1', async (_title, path, message) => {
    await expect(readPriceFile(path())).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(message) });
  });
});
