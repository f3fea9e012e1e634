import { apiKey, http, jwt, lambda, reply, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { formatIssues } from '../../../lib/errors/issue.js';
import type { Route } from '../../../lib/spec/route.js';
import { validateGateway } from '../../../lib/spec/validate/validate-gateway.js';
import { aRoute, faultsOf, issuesOf, type SpecSettings, specOf } from '../specs.js';

const HOSTILE = '\u001b[2J\u0007\n\u009b31m\u202e';
// biome-ignore lint/suspicious/noControlCharactersInRegex: what must not reach a terminal
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

describe('all issues at once', () => {
  it('says ten issues of a spec with ten faults, and names each route', () => {
    const users = jwt('users', { issuer: 'http://id.example', audience: 'shop' });
    const spec = specOf(
      [
        aRoute('FETCH /one'),
        aRoute('GET two'),
        aRoute('GET /three', { timeoutMs: 1 }),
        aRoute('GET /four', { to: lambda('four.ts', { memoryMb: 1 }) }),
        aRoute('GET /five', { to: http('ftp://five.example') }),
        aRoute('GET /six', { to: reply(99, {}) }),
        aRoute('GET /seven', { auth: users }),
        aRoute('GET /eight', { throttle: { ratePerSecond: 0, burst: 1 } }),
        aRoute('GET /eight', { to: lambda('again.ts') }),
      ],
      { name: 'No Name' },
    );
    const issues = issuesOf(spec);
    expect(issues.map(({ code }) => code).sort()).toEqual([
      'GATEWAY_NAME',
      'HTTP_URL',
      'JWT_ISSUER',
      'LAMBDA_MEMORY',
      'REPLY_STATUS',
      'ROUTE_DUPLICATE',
      'ROUTE_METHOD',
      'ROUTE_PATH',
      'ROUTE_TIMEOUT',
      'THROTTLE_RATE',
    ]);
    for (const word of ['/one', 'two', '/three', '/four', '/five', '/six', '/seven', '/eight'])
      expect(issues.filter(({ place }) => place.includes(word)).length, word).toBeGreaterThan(0);
  });

  it('says for each issue what is wrong, what was given, what is allowed and how to mend it', () => {
    const issues = issuesOf(specOf([aRoute('GET two'), aRoute('GET /a', { to: reply(99, {}) })], { stage: '$' }));
    expect(issues).toHaveLength(3);
    for (const { code, source, ...texts } of issues) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)+$/);
      expect(source).toMatch(/^https:\/\//);
      for (const text of Object.values(texts)) expect(text).not.toBe('');
    }
  });

  it('finds nothing wrong with a spec twice as with a spec once', () => {
    const spec = specOf([aRoute('GET two')]);
    expect(validateGateway({ ...spec })).toEqual(validateGateway(spec));
  });
});

describe('secrets stay out of issues', () => {
  it.each([
    ['https://user:sesame@h.example/a'],
    ['https://user:se/same@h.example/a'],
    ['https://user:p@sesame@h.example/a'],
    ['https://sesame@h.example'],
    ['https://user:"sesame@h.example'],
    ['user:sesame@h.example/a'],
    ['https://h.example/a?key=sesame'],
    ['https://h.example/a#sesame'],
    [`https://user:${'sesame'.repeat(2_000)}@h.example/`],
    [`https://h.example/?a=${'sesame'.repeat(2_000)}`],
  ])('does not show the secret of %.60s', (url) => {
    const issues = issuesOf(specOf([aRoute('GET /a', { to: http<string>(url) as never })]));
    expect(issues).toMatchObject([{ code: 'HTTP_URL' }]);
    expect(formatIssues(issues)).not.toContain('sesame');
    expect(formatIssues(issues)).not.toContain('same@');
  });

  it('does not show the password of an issuer', () => {
    const auth = jwt('users', { issuer: 'https://u:sesame@id.example', audience: 'a' });
    expect(formatIssues(issuesOf(specOf([aRoute('GET /a', { auth })])))).not.toContain('sesame');
  });
});

describe('hostile values', () => {
  const routes: readonly Route[] = [
    aRoute(`GET /${HOSTILE}`),
    aRoute(`${HOSTILE} /a`),
    aRoute(`GET /${HOSTILE}`, { name: HOSTILE }),
    aRoute('GET /b', { auth: jwt(HOSTILE, { issuer: HOSTILE, audience: [HOSTILE, ''] }) }),
    aRoute('GET /c', { auth: apiKey(HOSTILE, { plans: [usagePlan(HOSTILE, { ratePerSecond: 0, burst: 0 })] }) }),
    aRoute('GET /d', { to: http<string>(`https://${HOSTILE}`) as never }),
    aRoute('GET /e', { to: lambda(HOSTILE, { export: HOSTILE, environment: { [HOSTILE]: HOSTILE } }) }),
  ];

  it('prints no control character, however it came in', () => {
    const issues = issuesOf(specOf(routes, { name: HOSTILE, stage: HOSTILE, cors: { origins: [HOSTILE] } }));
    expect(issues.length).toBeGreaterThan(10);
    expect(formatIssues(issues)).not.toMatch(CONTROLS);
    for (const { place, got } of issues) expect(`${place}${got}`).not.toMatch(CONTROLS);
  });

  it('keeps messages short whatever is given', () => {
    const huge = 'h'.repeat(1_000_000);
    const issues = issuesOf(
      specOf([aRoute(`GET ${huge}`), aRoute(`${huge} /a`), aRoute('GET /b', { to: lambda(`/${huge}`) })], {
        name: huge,
        stage: huge,
      }),
    );
    expect(issues.length).toBeGreaterThanOrEqual(5);
    expect(formatIssues(issues).length).toBeLessThan(10_000);
  });

  it.each([['__proto__'], ['constructor'], ['toString']])('takes %s for a name like any other in a path', (name) => {
    expect(faultsOf(specOf([aRoute(`GET /${name}/{${name}}`)]))).toEqual([]);
    expect(faultsOf(specOf([aRoute(`GET /{${name}}/{${name}}`)]))).toMatchObject([{ code: 'ROUTE_PATH' }]);
  });

  it('says what JSON cannot hold instead of failing at it', () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const settings = { name: cyclic, logRetentionDays: cyclic } as unknown as SpecSettings;
    expect(validateGateway(specOf([aRoute('GET /a')], settings))).toMatchObject([
      { code: 'GATEWAY_NAME', got: 'a value that JSON cannot hold' },
      { code: 'LOG_RETENTION', got: 'a value that JSON cannot hold' },
    ]);
  });
});
