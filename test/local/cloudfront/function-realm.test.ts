import { describe, expect, it } from 'vitest';
import { behavior, edge } from './distribution-fixture.js';

const onRequest = (code: string, services = {}) =>
  edge(
    { behaviors: [behavior({ viewerRequest: { name: 'f', code, runtime: 'cloudfront-js-2.0' } })] },
    undefined,
    services,
  );

describe('the realm of a function', () => {
  it.each([
    'typeof eval',
    'typeof setTimeout',
    'typeof fetch',
    'typeof process',
    'typeof WebAssembly',
    'typeof globalThis.__host',
    'typeof Buffer',
    'typeof setImmediate',
    'typeof queueMicrotask',
  ])('has no %s', async (expression) => {
    const code = `function handler() { return { statusCode: 200, body: ${expression} }; }`;
    expect((await onRequest(code).get('/a')).text).toBe('undefined');
  });

  it.each([
    "new Function('return process')()",
    "(() => {}).constructor('return process')()",
    "this.constructor.constructor('return process')()",
    "globalThis.constructor.constructor('return process')()",
    "event.constructor.constructor('return process')()",
    "console.log.constructor('return process')()",
    "require.constructor('return process')()",
    "require('crypto').createHash.constructor('return process')()",
    "(() => { try { require('crypto').createHash('sha256').update({}) } catch (e) { return e.constructor.constructor('return process')() } })()",
    "(() => { try { require('crypto').createHash('none').digest('hex') } catch (e) { return e.constructor.constructor('return process')() } })()",
  ])('is not left by %s', async (expression) => {
    const code = `function handler(event) { return { statusCode: 200, body: String(typeof (${expression})) }; }`;
    expect((await onRequest(code).get('/a')).status).toBe(503);
  });

  it('is not left by an overflowing stack', async () => {
    const code = `
      function handler() {
        const hash = require('crypto').createHash('md5');
        let found = 'nothing';
        const dive = () => { try { dive(); hash.digest('hex'); } catch (e) { try { found = typeof e.constructor.constructor('return process')(); } catch {} } };
        dive();
        return { statusCode: 200, body: found };
      }`;
    expect((await onRequest(code, { functionTimeoutMs: 2_000 }).get('/a')).text).toBe('nothing');
  });
});
