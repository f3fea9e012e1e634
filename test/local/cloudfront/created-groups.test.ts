import { describe, expect, it } from 'vitest';
import { behavior, edge, origin, reply } from './distribution-fixture.js';

const FEEDS_AFTER_BOOKS = "originIds: [{ originId: 'books' }, { originId: 'feeds' }]";

/** A distribution whose function makes an origin group of this, over origins that answer what a test says. */
function grouped(settings: string, answers: Readonly<Record<string, number>> = {}) {
  const code = `import cf from 'cloudfront';\nfunction handler(event) { cf.createRequestOriginGroup(${settings}); return event.request; }`;
  const viewerRequest = { name: 'pick', code, runtime: 'cloudfront-js-2.0' } as const;
  return edge(
    {
      origins: [origin('first'), origin('books'), origin('feeds')],
      originGroups: [{ id: 'both', memberIds: ['books', 'feeds'], failoverStatuses: [404] }],
      behaviors: [behavior({ viewerRequest, targetOriginId: 'first' })],
    },
    ({ origin: { id } }) => reply(id, [], answers[id] ?? 200),
  );
}

const asked = ({ calls }: ReturnType<typeof grouped>) => calls.map(({ origin: { id } }) => id);

describe('an origin group that a function makes', () => {
  it.each([
    ['its first origin alone where that answers', { books: 200 }, ['books']],
    ['its first origin alone where the status is none of its own', { books: 404 }, ['books']],
    ['its second origin where the status of the first is one of them', { books: 503 }, ['books', 'feeds']],
  ])('asks %s', async (_, answers, expected) => {
    const front = grouped(`{ ${FEEDS_AFTER_BOOKS}, failoverCriteria: { statusCodes: [500, 503] } }`, answers);
    const answer = await front.get('/a');
    expect(asked(front)).toEqual(expected);
    expect(answer.text).toBe(expected.at(-1));
  });

  it('repeats no request that may change something', async () => {
    const front = grouped(`{ ${FEEDS_AFTER_BOOKS}, failoverCriteria: { statusCodes: [503] } }`, { books: 503 });
    expect((await front.get('/a', { method: 'POST' })).status).toBe(503);
    expect(asked(front)).toEqual(['books']);
  });

  it('may say that its criteria are the usual ones, and override settings of an origin', async () => {
    const feeds = "{ originId: 'feeds', originOverrides: { originPath: '/v2' } }";
    const front = grouped(
      `{ originIds: [{ originId: 'books' }, ${feeds}], selectionCriteria: 'default', failoverCriteria: { statusCodes: [500] } }`,
      { books: 500 },
    );
    await front.get('/a');
    expect(front.calls.map(({ path }) => path)).toEqual(['/a', '/v2/a']);
  });

  it.each([
    ['nothing', ''],
    ['one origin', "{ originIds: [{ originId: 'books' }], failoverCriteria: { statusCodes: [500] } }"],
    ['names alone', "{ originIds: ['books', 'feeds'], failoverCriteria: { statusCodes: [500] } }"],
    [
      'an origin that is not there',
      "{ originIds: [{ originId: 'books' }, { originId: 'none' }], failoverCriteria: { statusCodes: [500] } }",
    ],
    [
      'another group',
      "{ originIds: [{ originId: 'books' }, { originId: 'both' }], failoverCriteria: { statusCodes: [500] } }",
    ],
    ['no criteria', `{ ${FEEDS_AFTER_BOOKS} }`],
    ['criteria without statuses', `{ ${FEEDS_AFTER_BOOKS}, failoverCriteria: [500] }`],
    ['statuses that are texts', `{ ${FEEDS_AFTER_BOOKS}, failoverCriteria: { statusCodes: ['500'] } }`],
    [
      'a score that nobody measures here',
      `{ ${FEEDS_AFTER_BOOKS}, selectionCriteria: 'media-quality-score', failoverCriteria: { statusCodes: [500] } }`,
    ],
  ])('makes the function fail where it is made of %s', async (_, settings) => {
    const front = grouped(settings);
    const answer = await front.get('/a');
    expect([answer.status, answer.cache, asked(front)]).toEqual([503, 'FunctionExecutionError', []]);
  });
});
