import { type JsonValue, type LambdaProps, lambda, reply } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../lib/spec/backend.js';
import { aRoute, faultsOf, specOf } from '../specs.js';

const faultsAt = (to: Backend) => faultsOf(specOf([aRoute('GET /a', { to })]));
const PLACE = "routes['GET /a'].to";
/** An environment of so many bytes as JSON. */
const environmentOf = (bytes: number) => ({ AB: 'x'.repeat(bytes - '{"AB":""}'.length) });

describe('a function', () => {
  it.each<[string, LambdaProps]>([
    ['the least memory', { memoryMb: 128 }],
    ['the most memory', { memoryMb: 10_240 }],
    ['one second', { timeoutMs: 1_000 }],
    ['15 minutes', { timeoutMs: 900_000 }],
    ['a variable of two letters', { environment: { AB: '' } }],
    [
      'variables that only look reserved',
      { environment: { AWS_NODEJS_X: '1', AWS_PROFILE: 'p', TASK_ROOT: 't', TZ: 'UTC' } },
    ],
    ['variables that make 4 KB with NODE_OPTIONS', { environment: environmentOf(4_096 - 38) }],
    ['an export of 64 characters', { export: `$_${'x'.repeat(62)}` }],
  ])('takes %s', (_title, props) => {
    expect(faultsAt(lambda('handlers/a.ts', props))).toEqual([]);
  });

  it.each([['a.ts'], ['./a.ts'], ['handlers/..a/b.mjs'], ['7.js'], ['a b.ts']])('may stand in %s', (entry) => {
    expect(faultsAt(lambda(entry))).toEqual([]);
  });

  it.each([
    [''],
    ['/etc/a.ts'],
    ['../a.ts'],
    ['handlers/../../a.ts'],
    ['handlers\\..\\a.ts'],
    ['\\\\host\\a.ts'],
    ['C:\\a.ts'],
    ['.ts'],
    ['é.ts'],
  ])('may not stand in %j', (entry) => {
    expect(faultsAt(lambda(entry))).toMatchObject([
      { code: 'LAMBDA_ENTRY', place: `${PLACE}.entry`, got: JSON.stringify(entry) },
    ]);
  });

  const MEMORY = 'whole MB, 128 to 10240';
  const TIMEOUT = '1000 to 900000 in steps of 1000';
  it.each<[LambdaProps, string, string, string, string]>([
    [{ memoryMb: 127 }, 'LAMBDA_MEMORY', 'memoryMb', '127', MEMORY],
    [{ memoryMb: 10_241 }, 'LAMBDA_MEMORY', 'memoryMb', '10241', MEMORY],
    [{ memoryMb: 256.5 }, 'LAMBDA_MEMORY', 'memoryMb', '256.5', MEMORY],
    [{ memoryMb: Number.NaN }, 'LAMBDA_MEMORY', 'memoryMb', 'NaN', MEMORY],
    [{ timeoutMs: 0 }, 'LAMBDA_TIMEOUT', 'timeoutMs', '0', TIMEOUT],
    [{ timeoutMs: 1_500 }, 'LAMBDA_TIMEOUT', 'timeoutMs', '1500', TIMEOUT],
    [{ timeoutMs: 901_000 }, 'LAMBDA_TIMEOUT', 'timeoutMs', '901000', TIMEOUT],
    [{ timeoutMs: Infinity }, 'LAMBDA_TIMEOUT', 'timeoutMs', 'Infinity', TIMEOUT],
    [{ environment: environmentOf(4_097) }, 'LAMBDA_ENVIRONMENT_SIZE', 'environment', '4097 bytes', '4096 bytes'],
  ])('refuses %j', (props, code, at, got, allowed) => {
    expect(faultsAt(lambda('a.ts', props))).toEqual([{ code, place: `${PLACE}.${at}`, got, allowed }]);
  });

  it.each([
    ['A'],
    ['1A'],
    ['A-B'],
    ['_A'],
    ['A B'],
    ['_HANDLER'],
    ['_X_AMZN_TRACE_ID'],
    ['AWS_REGION'],
    ['AWS_ACCESS_KEY_ID'],
    ['AWS_LAMBDA_RUNTIME_API'],
    ['LAMBDA_TASK_ROOT'],
    ['__proto__'],
  ])('refuses the variable %s by its name, never its value', (name) => {
    const environment = Object.fromEntries([[name, 'sesame']]);
    const faults = faultsAt(lambda('a.ts', { environment }));
    expect(faults).toMatchObject([{ code: 'LAMBDA_ENVIRONMENT', got: JSON.stringify([name]) }]);
    expect(JSON.stringify(faults)).not.toContain('sesame');
  });

  it.each([[''], ['1st'], ['a-b'], ['a.b'], ['a b'], ['x'.repeat(65)]])('refuses the export %j', (name) => {
    expect(faultsAt(lambda('a.ts', { export: name }))).toMatchObject([
      { code: 'LAMBDA_EXPORT', place: `${PLACE}.export` },
    ]);
  });
});

describe('functions beside each other', () => {
  const faultsOfPair = (first: Backend, second: Backend) =>
    faultsOf(specOf([aRoute('GET /a', { to: first }), aRoute('GET /b', { to: second })]));

  it.each<[string, LambdaProps]>([
    ['memory', { memoryMb: 512 }],
    ['timeout', { timeoutMs: 3_000 }],
    ['environment', { environment: { STAGE: 'live' } }],
  ])('refuses one function with two settings of %s', (_what, props) => {
    const expected = [{ code: 'LAMBDA_CONFLICT', place: "routes['GET /b'].to" }];
    expect(faultsOfPair(lambda('a.ts'), lambda('a.ts', props))).toMatchObject(expected);
  });

  it.each<[string, LambdaProps, LambdaProps]>([
    ['the same settings', { memoryMb: 512 }, { memoryMb: 512 }],
    ['defaults written out', {}, { memoryMb: 256, timeoutMs: 29_000, environment: {}, export: 'handler' }],
    ['variables in another order', { environment: { AA: '1', BB: '2' } }, { environment: { BB: '2', AA: '1' } }],
    ['another export', { memoryMb: 512 }, { export: 'other' }],
  ])('takes %s', (_title, first, second) => {
    expect(faultsOfPair(lambda('a.ts', first), lambda('a.ts', second))).toEqual([]);
  });

  it.each([
    [lambda('a/b-c.ts'), lambda('a-b/c.ts'), 'a/b-c.ts#handler and a-b/c.ts#handler'],
    [lambda('a.ts', { export: 'b' }), lambda('a-b.ts'), 'a.ts#b and a-b.ts#handler'],
    [lambda('a.ts'), lambda('a.js'), 'a.ts#handler and a.js#handler'],
  ])('refuses two modules that would be called the same', (first, second, got) => {
    expect(faultsOfPair(first, second)).toMatchObject([
      { code: 'LAMBDA_NAME_COLLISION', place: "routes['GET /b'].to.entry", got },
    ]);
  });

  it('refuses a module called like the built-in authorizer', () => {
    expect(faultsAt(lambda('authorizer.ts'))).toMatchObject([{ code: 'LAMBDA_NAME_COLLISION' }]);
  });
});

describe('a reply', () => {
  const text = (bytes: number) => 'x'.repeat(bytes - 2);
  it.each<[string, Backend]>([
    ['200', reply(200, null)],
    ['599', reply(599, [])],
    ['headers', reply(200, {}, { 'Cache-Control': 'max-age=60, "x"' })],
    ['300,000 bytes', reply(200, text(300_000))],
    ['a key called __proto__', reply(200, JSON.parse('{"__proto__":{"a":1}}') as JsonValue)],
    ['the same value twice', reply(200, ((one) => [one, one])({ a: 1 }))],
  ])('takes %s', (_title, to) => {
    expect(faultsAt(to)).toEqual([]);
  });

  it.each([[199], [100], [600], [200.5], [Number.NaN], [-1]])('refuses the status %s', (status) => {
    const allowed = 'a whole number, 200 to 599';
    expect(faultsAt(reply(status, {}))).toEqual([
      { code: 'REPLY_STATUS', place: `${PLACE}.status`, got: String(status), allowed },
    ]);
  });

  it.each([
    ['x y', 'a'],
    ['x:', 'a'],
    ['', 'a'],
    ['x', "it's"],
    ['x', 'a\r\nset-cookie: b'],
    ['x', 'é'],
    ['__proto__', 'a'],
  ])('refuses the header %j: %j without showing its value', (name, value) => {
    const faults = faultsAt(reply(200, {}, Object.fromEntries([[name, `${value} sesame`]])));
    expect(faults).toMatchObject([{ code: 'REPLY_HEADER', place: `${PLACE}.headers`, got: JSON.stringify([name]) }]);
    expect(JSON.stringify(faults)).not.toContain('sesame');
  });

  it.each([
    [text(300_001), '300001 bytes'],
    [`${text(299_995)}$`, '300001 bytes'],
    ['é'.repeat(150_000), '300002 bytes'],
  ])('refuses a body past 300,000 bytes as the template has it', (body, got) => {
    expect(faultsAt(reply(200, body))).toMatchObject([{ code: 'REPLY_BODY_SIZE', place: `${PLACE}.body`, got }]);
  });

  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  let deep: unknown = 1;
  for (let depth = 0; depth < 200_000; depth++) deep = [deep];
  it.each([
    ['NaN', { a: Number.NaN }],
    ['Infinity', [Infinity]],
    ['undefined', undefined],
    ['an undefined value', { a: undefined }],
    ['a function', () => 1],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a BigInt', 1n],
    ['itself', cyclic],
    ['what is too deep', deep],
    ['what makes its own JSON', { toJSON: () => 'x' }],
  ])('refuses a body that holds %s', (_title, body) => {
    expect(faultsAt(reply(200, body as JsonValue))).toMatchObject([{ code: 'REPLY_BODY', place: `${PLACE}.body` }]);
  });
});
