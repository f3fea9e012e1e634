import { describe, expect, it } from 'vitest';
import type { OriginResult } from '../../../lib/local/cloudfront/origin/origin-call.js';
import { behavior, cachePolicy, edge, inbound, reply } from './distribution-fixture.js';

/** An answer in two parts, which tells whether somebody has done with it. */
function streamed(status = 200) {
  const state = { done: 0 };
  async function* parts() {
    try {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    } finally {
      state.done += 1;
    }
  }
  const result = (): OriginResult => ({
    kind: 'response',
    status,
    headers: [
      ['Content-Type', 'text/plain'],
      ['Cache-Control', 'max-age=60'],
    ],
    body: Buffer.alloc(0),
    parts: parts(),
  });
  return { state, result };
}

async function textOf(parts: AsyncIterable<Uint8Array> | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const part of parts ?? []) chunks.push(part);
  return Buffer.concat(chunks).toString();
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('an answer that comes in parts', () => {
  it('goes through as it comes, neither cached nor compressed', async () => {
    const { result } = streamed();
    const compressing = behavior({ compress: true, cachePolicy: cachePolicy({ gzip: true, defaultTtlSeconds: 60 }) });
    const { served, calls } = edge({ behaviors: [compressing] }, result);
    for (let at = 0; at < 2; at += 1) {
      const answer = await served.handle(inbound('/a', { headers: [['Accept-Encoding', 'gzip']] }));
      expect(answer.headers).toContainEqual(['X-Cache', 'Miss from cloudfront']);
      expect(answer.headers.map(([name]) => name.toLowerCase())).not.toContain('content-encoding');
      expect(await textOf(answer.parts)).toBe('one two');
    }
    expect(calls).toHaveLength(2);
  });

  it.each([
    [
      'an error page stands in its place',
      404,
      { errorResponses: [{ status: 404, page: { path: '/page', status: 404 }, cachingMinTtlSeconds: 0 }] },
    ],
    [
      'the next origin is asked',
      500,
      {
        originGroups: [{ id: 'both', memberIds: ['books', 'feeds'], failoverStatuses: [500] }],
        behaviors: [behavior({ targetOriginId: 'both' })],
      },
    ],
    [
      'a function has another body',
      200,
      {
        behaviors: [
          behavior({
            viewerResponse: {
              name: 'f',
              code: "function handler(event) { var response = event.response; response.body = 'other'; return response; }",
              runtime: 'cloudfront-js-2.0' as const,
            },
          }),
        ],
      },
    ],
  ])('is let go of where %s', async (_, status, given) => {
    const { state, result } = streamed(status);
    const { served } = edge(given, (_call, index) => (index === 0 ? result() : reply('other')));
    const answer = await served.handle(inbound('/a'));
    expect([answer.parts, String(answer.body)]).toEqual([undefined, 'other']);
    await settle();
    expect(state.done).toBe(1);
  });

  it('is let go of where what is cached stands in its place', async () => {
    const { state, result } = streamed(503);
    const { get, clock } = edge({}, (_, index) =>
      index === 0 ? reply('good', [['Cache-Control', 'max-age=10, stale-while-revalidate=10']]) : result(),
    );
    await get('/a');
    clock.ms += 15_000;
    expect((await get('/a')).text).toBe('good');
    await settle();
    clock.ms += 25_000;
    expect((await get('/a')).text).toBe('good');
    await settle();
    expect(state.done).toBe(2);
  });
});
