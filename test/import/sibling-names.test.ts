import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siblingNames, withNames } from '../../lib/import/contract/sibling-names.js';
import { siblingIssues } from '../../lib/plan/sibling-issues.js';
import { http, route } from '../../lib/spec/index.js';
import { type PathSegment, parsePath } from '../../lib/spec/path.js';
import { codeOf, document, importText, lossAt } from './fixtures/import-text.js';
import { runSpec } from './fixtures/run-spec.js';

function segmentsOf(path: string): readonly PathSegment[] {
  const parsed = parsePath(path);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.segments;
}

function renamed(paths: readonly string[]): readonly string[] {
  const names = siblingNames(new Map(paths.map((path) => [path, segmentsOf(path)])));
  return paths.map((path) => withNames(path, names.get(path) ?? new Map()));
}

describe('parameters of one level', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['keep their one name', ['/a/{id}', '/a/{id}/b'], ['/a/{id}', '/a/{id}/b']],
    ['keep theirs on other levels', ['/a/{id}', '/b/{key}'], ['/a/{id}', '/b/{key}']],
    ['get the name that most have', ['/a/{x}', '/a/{id}/b', '/a/{id}/c'], ['/a/{id}', '/a/{id}/b', '/a/{id}/c']],
    ['of as many get the first', ['/a/{x}/b', '/a/{id}/c'], ['/a/{x}/b', '/a/{x}/c']],
    ['get another than those above', ['/{a}/{b}', '/{a}/{b}/c', '/{b}/{a}'], ['/{a}/{b}', '/{a}/{b}/c', '/{a}/{b}']],
    ['get a new one where all stand above', ['/{a}/x', '/{a}/y', '/{b}/{a}'], ['/{a}/x', '/{a}/y', '/{a}/{a2}']],
    ['do not name the rest of a path', ['/f/{name}', '/f/{path+}'], ['/f/{name}', '/f/{path+}']],
    ['and the rest of a path agree too', ['/f/{path+}', '/f/{all+}'], ['/f/{path+}', '/f/{path+}']],
  ])('%s', (_, paths, expected) => {
    expect(renamed(paths)).toEqual(expected);
  });

  it('have one name each, whatever paths there are', () => {
    const segment = fc.constantFrom('a', 'b', '{a}', '{b}', '{c}');
    const path = fc
      .array(segment, { minLength: 1, maxLength: 4 })
      .map((parts) => `/${parts.join('/')}`)
      .filter((text) => parsePath(text).ok);
    const property = fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 12 }), (paths) => {
      const all = [...new Set(renamed(paths))];
      const routes = all.map((one) =>
        route<string, ReturnType<typeof http>>(`GET ${one}`, { to: http('https://a.example') }),
      );
      expect(all.filter((one) => !parsePath(one).ok)).toEqual([]);
      expect(siblingIssues('http', routes)).toEqual([]);
      expect(renamed(all)).toEqual(all);
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe('a document whose paths disagree', () => {
  const id = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string', minLength: 3 } });
  const responses = { 200: { description: 'OK' } };
  const paths = {
    '/repos/{owner}': { get: { parameters: [id('owner')], responses } },
    '/repos/{owner}/tags': { get: { parameters: [id('owner')], responses } },
    '/repos/{template}/copy': { parameters: [{ $ref: '#/components/parameters/template' }], post: { responses } },
  };
  const imported = importText(document({ paths, components: { parameters: { template: id('template') } } }));

  it('is listed with the name that was given', () => {
    expect(lossAt(imported, '#/paths/~1repos~1{template}~1copy/post')).toBe(
      'assumed: {template} is called {owner}, as beside it: on one level of a path, an HTTP API has one name for the parameter',
    );
    expect(codeOf(imported)).toContain('Not as stated: {template} is called {owner}');
  });

  it('keeps what it says of the parameter, and calls the same address', async () => {
    const { default: spec } = await runSpec(imported);
    const copy = spec.routes.find(({ method }) => method === 'POST');
    expect(copy).toMatchObject({ path: '/repos/{owner}/copy', to: { url: 'https://shop.example/repos/{owner}/copy' } });
    expect(copy?.params?.['~standard'].validate({ owner: 'ab' })).toHaveProperty('issues');
    expect(siblingIssues('http', spec.routes)).toEqual([]);
  });
});
