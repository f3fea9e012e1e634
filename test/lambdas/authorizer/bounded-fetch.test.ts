import { expect, it, vi } from 'vitest';
import { boundedFetch } from '../../../lambdas/authorizer/bounded-fetch.js';

const bounds = { who: 'somebody', maxBytes: 4 };

it('gives whoever is asked a second and a half, where nothing else is said', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  await boundedFetch({ fetch: async () => new Response('abcd') }, 'https://x.example/', {}, bounds);
  expect(timeout.mock.calls).toEqual([[1_500]]);
  timeout.mockRestore();
});

it('takes an answer of all the bytes that it may have, and none of one more', async () => {
  const ask = (text: string) =>
    boundedFetch({ fetch: async () => new Response(text) }, 'https://x.example/', {}, bounds);
  expect(await ask('abcd')).toEqual({ status: 200, text: 'abcd' });
  await expect(ask('abcde')).rejects.toMatchObject({ kind: 'unavailable', reason: 'somebody-answers-too-much' });
});

it('says nothing of what went wrong underneath', async () => {
  const broken = async () => Promise.reject(new Error('connect to 10.0.0.1 with token abc'));
  await expect(boundedFetch({ fetch: broken }, 'https://x.example/', {}, bounds)).rejects.toMatchObject({
    message: 'somebody-unreachable',
  });
});
