import { describe, expect, it } from 'vitest';
import type { ControlPlaneWorld } from '../../../lib/local/control-plane/control-plane-call.js';
import { createTagging } from '../../../lib/local/control-plane/tagging/tagging.js';

const target = 'ResourceGroupsTaggingAPI_20170126.GetResources';

function tagged(count: number) {
  const distributions = Array.from({ length: count }, (_, at) => ({
    model: { id: `E${at}`, tags: { owner: 'shop' } },
  }));
  const world = {
    model: () => ({ account: '222233334444', partition: 'aws' }),
    distributions: () => distributions,
    randomId: () => 'id',
  } as unknown as ControlPlaneWorld;
  const answer = createTagging(world);
  return (parameters: object) => JSON.parse(answer({ target, body: JSON.stringify(parameters) } as never).body);
}

describe('GetResources', () => {
  it.each([
    [51, {}, [50, 1]],
    [5, { ResourcesPerPage: 2 }, [2, 2, 1]],
    [4, { ResourcesPerPage: 2 }, [2, 2]],
    [0, {}, [0]],
  ])('gives %i distributions in pages by %j', (count, parameters, sizes) => {
    const call = tagged(count);
    const arns = new Set<string>();
    let PaginationToken = '';
    for (const [at, size] of sizes.entries()) {
      const page = call({ ...parameters, PaginationToken });
      for (const { ResourceARN } of page.ResourceTagMappingList) arns.add(ResourceARN);
      expect([page.ResourceTagMappingList.length, page.PaginationToken !== '']).toEqual([size, at + 1 < sizes.length]);
      PaginationToken = page.PaginationToken;
    }
    expect(arns.size).toBe(count);
  });
});
