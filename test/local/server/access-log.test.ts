import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileAccessLog } from '../../../lib/local/server/access-log.js';
import { anyCharacter } from '../../fixtures/any-character.js';

const context = {
  requestId: 'req-1',
  'identity.sourceIp': '127.0.0.1',
  status: '200',
  'authorizer.claims.sub': 'ada',
  'authorizer.claims.cognito:username': 'lovelace',
  'authorizer.claims.client-id': 'shop',
  'error.messageString': '"Forbidden"',
  empty: '',
};

describe('compileAccessLog', () => {
  it.each([
    ['$context.requestId', 'req-1'],
    ['{"id":"$context.requestId","ip":"$context.identity.sourceIp"}', '{"id":"req-1","ip":"127.0.0.1"}'],
    ['$context.status,$context.absent,$context.empty', '200,-,-'],
    ['$context.status. Done', '200. Done'],
    ['$context.status-$context.requestId', '200-req-1'],
    ['$context.authorizer.claims.sub', 'ada'],
    ['$context.authorizer.claims.client-id-x', 'shop-x'],
    ["$context.authorizer.claims['cognito:username']", 'lovelace'],
    ['$context.error.messageString', '"Forbidden"'],
    ['$context.constructor', '-'],
    ['context.status $status ${context.status} $context.', 'context.status $status ${context.status} $context.'],
  ])('renders %s', (format, expected) => {
    expect(compileAccessLog(format)(context)).toBe(expected);
  });

  it('is one line, whatever the values are', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (value) => {
        const line = compileAccessLog('<$context.a>')({ a: value });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
        expect(line).not.toMatch(/[\u0000-\u001f\u007f]/);
      }),
      { numRuns: 200 },
    );
    expect(compileAccessLog('$context.a')({ a: 'x\r\ny\u007f' })).toBe('x\\r\\ny\\u007f');
  });

  it('is JSON with the fields of its format, whatever the values are', () => {
    const line = compileAccessLog('{"agent":"$context.a","status":"$context.status"}');
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1 }), (value) => {
        expect(JSON.parse(line({ a: value, status: '403' }))).toEqual({ agent: value, status: '403' });
      }),
      { numRuns: 200 },
    );
    expect(line({ a: '""\\"x","status":"200', status: '403' })).toBe(
      String.raw`{"agent":"\"\"\\\"x\",\"status\":\"200","status":"403"}`,
    );
  });

  it('does not read a value as a format', () => {
    expect(compileAccessLog('$context.a')({ a: '$context.b $& $1', b: 'no' })).toBe('$context.b $& $1');
  });
});
