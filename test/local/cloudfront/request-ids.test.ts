import { expect, it } from 'vitest';
import { createRequestIds } from '../../../lib/local/cloudfront/request/request-ids.js';

it('draws no id twice, and each as long as CloudFront has them', () => {
  const [one, other] = [createRequestIds(), createRequestIds()];
  const ids = Array.from({ length: 1_000 }, (_, index) => (index % 3 === 0 ? one() : other()));
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(/^[\w-]{52}==$/);
});
