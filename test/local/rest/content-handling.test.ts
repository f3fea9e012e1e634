import { describe, expect, it } from 'vitest';
import { backend, upstream } from './support/http-backend.js';
import { ask } from './support/rest-api.js';

const RAW = Buffer.from([0x1f, 0x8b, 0xff]);
const ENCODED = RAW.toString('base64');
const REPLACED = Buffer.from(RAW.toString()).toString('base64');

describe('content handling', () => {
  const png = { 'x-amazon-apigateway-binary-media-types': ['image/png'] };
  it.each([
    [undefined, {}, 'image/png', RAW, REPLACED],
    [undefined, png, 'image/png', RAW, ENCODED],
    [undefined, png, 'text/plain', RAW, REPLACED],
    ['CONVERT_TO_TEXT', png, 'image/png', RAW, Buffer.from(ENCODED).toString('base64')],
    ['CONVERT_TO_TEXT', {}, 'image/png', RAW, REPLACED],
    ['CONVERT_TO_BINARY', {}, 'image/png', ENCODED, ENCODED],
    ['CONVERT_TO_BINARY', png, 'image/png', RAW, ENCODED],
    ['CONVERT_TO_BINARY', png, 'text/plain', RAW, undefined],
    ['CONVERT_TO_BINARY', {}, 'text/plain', 'not base64 at all', undefined],
  ])('%s sends with %j a %s body on', async (contentHandling, more, type, body, expected) => {
    const { engine, fetched } = backend(
      { type: 'http', contentHandling, responses: { default: { statusCode: '200' } } },
      undefined,
      more,
    );
    const { status } = await ask(engine, { method: 'PUT', path: '/1', headers: [['Content-Type', type]], body });
    expect([status, fetched[0]?.body.toString('base64')]).toEqual([expected === undefined ? 500 : 200, expected]);
  });

  it.each([
    [undefined, {}, 'image/png', 'image/png', RAW, REPLACED],
    [undefined, png, 'image/png', 'image/png', RAW, ENCODED],
    [undefined, png, 'image/png', 'text/plain', RAW, Buffer.from(ENCODED).toString('base64')],
    [undefined, png, 'text/plain', 'image/png', ENCODED, ENCODED],
    [undefined, png, 'text/plain', 'image/png', 'a text', undefined],
    [undefined, png, 'text/plain', 'text/plain', ENCODED, Buffer.from(ENCODED).toString('base64')],
    ['CONVERT_TO_TEXT', png, 'image/png', 'image/png', RAW, Buffer.from(ENCODED).toString('base64')],
    ['CONVERT_TO_TEXT', png, 'text/plain', 'image/png', RAW, REPLACED],
    ['CONVERT_TO_BINARY', png, 'image/png', 'text/plain', RAW, ENCODED],
    ['CONVERT_TO_BINARY', {}, 'image/png', 'text/plain', ENCODED, ENCODED],
    ['CONVERT_TO_BINARY', {}, 'image/png', 'text/plain', 'a text', undefined],
  ])('%s answers with %j a %s body to an Accept of %s', async (contentHandling, more, type, accept, body, expected) => {
    const { engine } = backend(
      { type: 'http', responses: { default: { statusCode: '200', contentHandling } } },
      upstream(200, body, [['Content-Type', type]]),
      more,
    );
    const { status, bytes } = await ask(engine, { path: '/1', headers: [['Accept', accept]] });
    if (expected === undefined) expect(status).toBe(500);
    else expect([status, bytes.toString('base64')]).toEqual([200, expected]);
  });

  it('cannot render bytes through a template', async () => {
    const { engine, fetched } = backend({
      type: 'http',
      contentHandling: 'CONVERT_TO_BINARY',
      requestTemplates: { 'application/json': '$input.body' },
      responses: { default: { statusCode: '200' } },
    });
    const { status } = await ask(engine, {
      method: 'PUT',
      path: '/1',
      headers: [['Content-Type', 'application/json']],
      body: ENCODED,
    });
    expect([status, fetched]).toEqual([500, []]);
  });
});
