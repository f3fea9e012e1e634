import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keeperAt } from './rotation.js';
import { acceptedBy, type Cloud, newCloud, OLD, search, startAws } from './stand-in.js';

let cloud: Cloud;
let aws: Awaited<ReturnType<typeof startAws>>;
const lines: string[] = [];

beforeAll(async () => {
  aws = await startAws(() => cloud);
});
beforeEach(() => {
  cloud = newCloud();
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => aws.close());

const SETTLING_MS = 150_000;
const valueAt = (stage: string) => cloud.versions.find({ stage })?.value;

/** A deployment of the stack: the web ACL is as its template says. */
function deploy(): void {
  cloud.rules = [
    { Name: 'from-the-edge', Priority: 0, Statement: { OrStatement: { Statements: [search(OLD), search(OLD)] } } },
  ];
  cloud.lockToken += 1;
}

const expectTaken = () => expect(acceptedBy(cloud)).toContain(cloud.deployed);

describe('a web ACL that a deployment puts back during a rotation', () => {
  it.each([1, 2])('takes the new secret again before it is sent, and is waited for again: %i times', async (times) => {
    let left = times;
    const keeper = keeperAt(aws.url, (ms) => {
      if (ms === SETTLING_MS && left-- > 0) deploy();
    });
    for (const step of ['createSecret', 'setSecret']) await keeper.step(step);
    expect(cloud.deployed).toBe(valueAt('AWSPENDING'));
    expectTaken();
    expect(keeper.waits.filter((ms) => ms === SETTLING_MS)).toHaveLength(times + 1);
  });

  it('keeps the old secret sent where that does not end', async () => {
    const keeper = keeperAt(aws.url, (ms) => {
      if (ms === SETTLING_MS) deploy();
    });
    await keeper.step('createSecret');
    await expect(keeper.step('setSecret')).rejects.toThrow('the web ACL is changed again and again');
    expect(cloud.deployed).toBe(OLD);
    expectTaken();
  });

  it('is waited for where the answer to its repair is lost', async () => {
    let updates = 0;
    cloud.intercept = (action) => {
      if (action === 'UpdateWebACL' && ++updates === 2) cloud.dies = { at: cloud.calls.length, when: 'after' };
      return undefined;
    };
    let isFirst = true;
    const keeper = keeperAt(aws.url, (ms) => {
      if (ms === SETTLING_MS && isFirst) deploy();
      if (ms === SETTLING_MS) isFirst = false;
    });
    for (const step of ['createSecret', 'setSecret']) await keeper.step(step);
    expect(updates).toBe(3);
    expect(keeper.waits.filter((ms) => ms === SETTLING_MS)).toHaveLength(2);
  });

  it('takes it again while CloudFront is still spreading it', async () => {
    const keeper = keeperAt(aws.url, (ms) => {
      if (ms === 10_000) deploy();
    });
    for (const step of ['createSecret', 'setSecret']) await keeper.step(step);
    expectTaken();
  });

  it.each(['testSecret', 'finishSecret'])(
    'takes it again in %s, before that fails for another reason',
    async (step) => {
      const keeper = keeperAt(aws.url);
      for (const each of ['createSecret', 'setSecret']) await keeper.step(each);
      deploy();
      cloud.deploysIn = 9;
      await expect(keeper.step(step)).rejects.toThrow('is not deployed');
      expectTaken();
      cloud.deploysIn = 0;
      await keeper.step(step);
    },
  );
});

const ARN = 'arn:aws:cloudfront::222233334444:distribution/';

/** Pages of GetResources, by the number that is the token of each. */
function paged(pages: readonly (readonly string[])[]): void {
  cloud.intercept = (action, { url, body }) => {
    if (action === 'GetDistributionConfig' && url.includes('/COPY/'))
      return { status: 200, body: '<DistributionConfig/>' };
    if (action !== 'GetResources') return undefined;
    const at = Number(JSON.parse(body).PaginationToken ?? 0);
    const ResourceTagMappingList = (pages[at] ?? []).map((id) => ({ ResourceARN: ARN + id }));
    const PaginationToken = at + 1 < pages.length ? String(at + 1) : '';
    return { status: 200, body: JSON.stringify({ PaginationToken, ResourceTagMappingList }) };
  };
}

describe('the distributions of a gateway', () => {
  it.each([
    ['behind a page without any', [[], ['E1ABC']]],
    ['behind two pages', [[], [], ['E1ABC']]],
    ['on each of two pages', [['E1ABC'], ['E1ABC']]],
  ])('are found %s', async (_where, pages) => {
    paged(pages);
    await keeperAt(aws.url).rotate();
    expect(cloud.deployed).toBe(valueAt('AWSCURRENT'));
    expect(valueAt('AWSPREVIOUS')).toBe(OLD);
  });

  it('are not guessed where pages do not end', async () => {
    paged(Array(1_000).fill(['E1ABC']));
    const keeper = keeperAt(aws.url);
    await keeper.step('createSecret');
    await expect(keeper.step('setSecret')).rejects.toThrow('more than 50 pages');
    expect(cloud.deployed).toBe(OLD);
  });

  it.each([
    ['behind', [['E1ABC', 'COPY']]],
    ['before', [['COPY', 'E1ABC']]],
  ])('are those that send the header: a copy with the tag alone, %s it, is left out and logged', async (_at, pages) => {
    paged(pages);
    await keeperAt(aws.url).rotate();
    expect(cloud.deployed).toBe(valueAt('AWSCURRENT'));
    expect(valueAt('AWSPREVIOUS')).toBe(OLD);
    expect(lines.map((line) => JSON.parse(line))).toContainEqual({
      message: 'left out: no origin of the distribution is sent the header',
      distribution: 'COPY',
    });
  });

  it('are none where no one of them sends the header: nothing is changed then', async () => {
    paged([['COPY']]);
    const keeper = keeperAt(aws.url);
    await keeper.step('createSecret');
    await expect(keeper.step('setSecret')).rejects.toThrow(
      'no distribution with the tag of this gateway sends the header',
    );
    expect(acceptedBy(cloud)).toEqual([OLD, OLD]);
  });
});
