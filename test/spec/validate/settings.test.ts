import { describe, expect, it } from 'vitest';
import { aRoute, faultsOf, type SpecSettings, specOf } from '../specs.js';

const spec = (settings: SpecSettings) => specOf([aRoute('GET /books')], settings);
const throttle = (ratePerSecond: number, burst: number) => ({ throttle: { ratePerSecond, burst } });
const cors = (props: object) => ({ cors: { origins: ['https://shop.example'], ...props } });

const NAME = '1 to 63 lower-case letters, digits and dashes, a letter first';
const STAGE = '1 to 128 letters, digits, dashes and underscores';
const RATE = 'a number above 0, requests per second';
const BURST = 'a whole number from 1 to 2147483647, requests';
const AGE = 'whole seconds, 0 to 86400';

describe('settings that are taken', () => {
  it.each<[string, SpecSettings]>([
    ['a name of one letter', { name: 'a' }],
    ['a name of 63 characters', { name: `a${'-9'.repeat(31)}` }],
    ['a stage of one character', { stage: '_' }],
    ['a stage of 128 characters', { stage: 'S-'.repeat(64) }],
    ['a description of 1,024 characters', { description: 'd'.repeat(1024) }],
    ['the shortest retention', { logRetentionDays: 1 }],
    ['the longest retention', { logRetentionDays: 3653 }],
    ['a rate far below one', throttle(0.001, 1)],
    ['the largest burst', throttle(10_000, 2_147_483_647)],
    ['any origin', cors({ origins: ['*'] })],
    ['an origin with a port', cors({ origins: ['http://localhost:5173', 'http://[::1]:8080'] })],
    ['credentials with named origins', cors({ credentials: true })],
    ['all headers without credentials', cors({ allowHeaders: ['*'], exposeHeaders: ['*'] })],
    ['header names of every character of a token but the quote', cors({ allowHeaders: ['x-!#$%&*+.^_`|~9'] })],
    ['no preflight age', cors({ maxAgeSeconds: 0 })],
    ['the longest preflight age', cors({ maxAgeSeconds: 86_400 })],
  ])('takes %s', (_title, settings) => {
    expect(faultsOf(spec(settings))).toEqual([]);
  });
});

describe('settings that are refused, each by one issue', () => {
  it.each<[string, SpecSettings, string, string, string, string]>([
    ['an empty name', { name: '' }, 'GATEWAY_NAME', 'name', '""', NAME],
    ['a name of 64 characters', { name: 'a'.repeat(64) }, 'GATEWAY_NAME', 'name', `"${'a'.repeat(64)}"`, NAME],
    ['a name in capitals', { name: 'Shop' }, 'GATEWAY_NAME', 'name', '"Shop"', NAME],
    ['a name with a digit first', { name: '1shop' }, 'GATEWAY_NAME', 'name', '"1shop"', NAME],
    ['a name with a line break at its end', { name: 'shop\n' }, 'GATEWAY_NAME', 'name', '"shop\\n"', NAME],
    ['an empty stage', { stage: '' }, 'STAGE_NAME', 'stage', '""', STAGE],
    ['a stage of 129 characters', { stage: 's'.repeat(129) }, 'STAGE_NAME', 'stage', `"${'s'.repeat(119)}…`, STAGE],
    ['a stage with a slash', { stage: 'a/b' }, 'STAGE_NAME', 'stage', '"a/b"', STAGE],
    ['the stage of HTTP APIs', { stage: '$default' }, 'STAGE_NAME', 'stage', '"$default"', STAGE],
    [
      'a description of 1,025 characters',
      { description: 'd'.repeat(1025) },
      'GATEWAY_DESCRIPTION',
      'description',
      '1025 characters',
      'up to 1024 characters',
    ],
    ['no rate', throttle(0, 1), 'THROTTLE_RATE', 'throttle.ratePerSecond', '0', RATE],
    ['a negative rate', throttle(-1, 1), 'THROTTLE_RATE', 'throttle.ratePerSecond', '-1', RATE],
    ['a rate that is no number', throttle(Number.NaN, 1), 'THROTTLE_RATE', 'throttle.ratePerSecond', 'NaN', RATE],
    ['an endless rate', throttle(Infinity, 1), 'THROTTLE_RATE', 'throttle.ratePerSecond', 'Infinity', RATE],
    ['a burst of nothing', throttle(1, 0), 'THROTTLE_BURST', 'throttle.burst', '0', BURST],
    ['half a burst', throttle(1, 1.5), 'THROTTLE_BURST', 'throttle.burst', '1.5', BURST],
    ['a burst past 32 bits', throttle(1, 2 ** 31), 'THROTTLE_BURST', 'throttle.burst', '2147483648', BURST],
    ['a burst that is no number', throttle(1, Number.NaN), 'THROTTLE_BURST', 'throttle.burst', 'NaN', BURST],
    ['an age of -1', cors({ maxAgeSeconds: -1 }), 'CORS_MAX_AGE', 'cors.maxAgeSeconds', '-1', AGE],
    [
      'an age of a day and a second',
      cors({ maxAgeSeconds: 86_401 }),
      'CORS_MAX_AGE',
      'cors.maxAgeSeconds',
      '86401',
      AGE,
    ],
    ['an age of half a second', cors({ maxAgeSeconds: 0.5 }), 'CORS_MAX_AGE', 'cors.maxAgeSeconds', '0.5', AGE],
  ])('refuses %s', (_title, settings, code, place, got, allowed) => {
    expect(faultsOf(spec(settings))).toEqual([{ code, place, got, allowed }]);
  });

  it.each([[0], [2], [29], [3654], [1.5], [Number.NaN]])('refuses a retention of %s days', (logRetentionDays) => {
    const [fault, ...others] = faultsOf(spec({ logRetentionDays }));
    expect(fault).toMatchObject({ code: 'LOG_RETENTION', place: 'logRetentionDays', got: String(logRetentionDays) });
    expect(fault?.allowed).toContain(', 30, 60, 90, ');
    expect(others).toEqual([]);
  });

  it.each([
    ['https://shop.example/'],
    ['https://shop.example/path'],
    ['https://SHOP.example'],
    ['https://shop.example:443'],
    ['https://*.shop.example'],
    ['shop.example'],
    ['null'],
    ['ftp://shop.example'],
    ['https://shop.example\n'],
    [''],
  ])('refuses the origin %j, which no browser sends', (origin) => {
    const fault = { code: 'CORS_ORIGIN', place: 'cors.origins', got: JSON.stringify([origin]) };
    expect(faultsOf(spec(cors({ origins: ['https://ok.example', origin] })))).toMatchObject([fault]);
  });

  it('refuses cors without an origin', () => {
    expect(faultsOf(spec(cors({ origins: [] })))).toMatchObject([{ code: 'CORS_ORIGIN', got: '[]' }]);
  });

  it.each([
    ['origins', { origins: ['*'] }],
    ['allowHeaders', { allowHeaders: ['*'] }],
    ['exposeHeaders', { exposeHeaders: ['x-total', '*'] }],
  ])('refuses credentials with any of %s', (list, props) => {
    const got = `credentials: true with ${list}: ["*"]`;
    expect(faultsOf(spec(cors({ ...props, credentials: true })))).toMatchObject([
      { code: 'CORS_CREDENTIALS', place: 'cors.credentials', got },
    ]);
  });

  it.each([['a b'], ['x:y'], [''], ["it's"], ['x\r\ny'], ['é'], ['a,b']])('refuses the CORS header %j', (header) => {
    const got = JSON.stringify([header]);
    const expected = [
      { code: 'CORS_HEADER', place: 'cors.allowHeaders', got },
      { code: 'CORS_HEADER', place: 'cors.exposeHeaders', got },
    ];
    expect(faultsOf(spec(cors({ allowHeaders: ['x-ok', header], exposeHeaders: [header] })))).toMatchObject(expected);
  });

  it('refuses OPTIONS routes only where the gateway has cors', () => {
    const routes = [aRoute('GET /books'), aRoute('OPTIONS /books')];
    expect(faultsOf(specOf(routes))).toEqual([]);
    expect(faultsOf(specOf(routes, cors({})))).toMatchObject([
      { code: 'CORS_OPTIONS_ROUTE', place: "routes['OPTIONS /books']" },
    ]);
  });

  it('refuses a gateway without routes', () => {
    expect(faultsOf(specOf([]))).toMatchObject([{ code: 'GATEWAY_EMPTY', place: 'routes', got: '[]' }]);
  });
});
