import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { quotas } from '../../lib/facts/quotas.js';
import { partOfPaths } from '../../lib/plan/split/part-of.js';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/splitting.md'), 'utf8');
const SHAPES = resolve(import.meta.dirname, '../../lib/spec/validate/split-issues.ts');
const codesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

const examples = page.split('\n').flatMap((line) => {
  const [, from = '', paths = '', part = ''] = line.split('|').map((cell) => cell.trim());
  return from.startsWith('`/') ? codesIn(paths).map((path) => [codesIn(from), path, codesIn(part)[0]] as const) : [];
});

describe('the page on splitting', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(10);
  });

  it.each(examples)('is right that from %j on %s is in %s', (from, path, part) => {
    expect(partOfPaths({ from })(path)).toBe(part);
  });

  it('has the limits of AWS', () => {
    const limits = [quotas.httpRoutes, quotas.httpIntegrations, quotas.restResources, quotas.templateResources];
    for (const { value } of limits) expect(page).toContain(String(value));
    expect(page).toContain(`${quotas.edgeOrigins.value} origins, ${quotas.edgeBehaviours.value} behaviours`);
    // A statement takes some 470 bytes: lib/plan/quotas/function-counts.ts.
    expect(page).toContain(`about ${Math.floor(quotas.lambdaPolicyBytes.value / 470)} APIs`);
  });

  it('names every issue and warning of splits', () => {
    const folder = resolve(import.meta.dirname, '../../lib/plan/split');
    const files = [...readdirSync(folder).map((name) => resolve(folder, name)), SHAPES];
    const codes = new Set(files.flatMap((file) => readFileSync(file, 'utf8').match(/\bSPLIT_[A-Z_]+(?=')/g) ?? []));
    expect(codes.size).toBeGreaterThan(8);
    for (const code of codes) expect(page).toContain(`\`${code}\``);
  });
});
