import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRouter as httpRouter } from '../../../lib/local/http-api/routing/create-router.js';
import { createRouter as restRouter } from '../../../lib/local/rest/routing/create-router.js';
import { frontTable } from '../../../lib/local/server/front-table.js';
import { parsePath, pathShape } from '../../../lib/spec/path.js';
import { httpApi, restApi } from '../../local/server/models.js';
import { aRoute, issuesOf, specOf } from '../../spec/specs.js';
import { hostileProperty } from '../hostile-property.js';

const pieces = ['/', '//', '{', '}', '{a}', '{a+}', '{+}', '{}', '{__proto__}', '..', '.', '%2F', '%', '%zz', '%00'];
const words = ['a', 'b', 'ANY', ' ', '\t', '\0', '\u202e', '💥', '\ud800', '*', '?', '#', ':', '+', 'constructor'];
const text = fc.array(fc.oneof(fc.constantFrom(...pieces, ...words), fc.string({ maxLength: 4 })), { maxLength: 24 });
const path = text.map((parts) => parts.join(''));
const rooted = path.map((rest) => `/${rest}`);

const corpus = [
  '',
  '/',
  '//',
  `/${'a/'.repeat(5_000)}`,
  `/${'{a}/'.repeat(5_000)}`,
  `/${'{'.repeat(50_000)}`,
  `/{${'a'.repeat(100_000)}+}`,
  '/{__proto__}/{constructor}/{toString}',
  '/a/{b+}/{c+}',
  `/${'%'.repeat(30_000)}`,
];

/** Routes that share prefixes and differ late, so that a router that tries every way would never end. */
const forked = Array.from({ length: 12 }, (_, depth) => `${'/{x}/a'.repeat(depth)}/{rest+}`).map((each) =>
  each.replace(/\{x\}/g, () => '{p}'),
);

const routePath = fc
  .array(fc.constantFrom('a', 'b', '{p}', '{q}', '%61', '__proto__'), { maxLength: 5 })
  .chain((segments) => fc.constantFrom(...['', '/{rest+}'].map((end) => `/${segments.join('/')}${end}`)));

export const paths = [
  hostileProperty('a path is read back as it was written, or refused with a reason', {
    corpus,
    inputs: fc.oneof(path, rooted),
    holds: (written) => {
      const parsed = parsePath(written);
      if (!parsed.ok) return assert.match(parsed.reason, /\w/);
      const again = parsed.segments.map(({ kind, text: name }) =>
        kind === 'literal' ? name : kind === 'greedy' ? `{${name}+}` : `{${name}}`,
      );
      assert.equal(`/${again.join('/')}`, written);
      assert.ok(pathShape(parsed.segments).startsWith('/'));
    },
  }),
  hostileProperty('a gateway with any route patterns is planned, or refused with issues', {
    corpus: corpus.map((each) => [`GET ${each}`, each]),
    inputs: fc.array(
      fc.oneof(
        path,
        rooted.map((each) => `GET ${each}`),
        rooted.map((each) => `ANY ${each}`),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    holds: (patterns) => {
      const issues = issuesOf(specOf(patterns.map((pattern) => aRoute(pattern))));
      for (const { message, code } of issues) assert.match(`${code} ${message}`, /^[A-Z_]+ .+/s);
    },
    runsPerBatch: 300,
  }),
  hostileProperty('routers and the front find for any path one of their routes, or none', {
    corpus: corpus.map((asked) => ({ routes: forked, asked })),
    inputs: fc.record({ routes: fc.uniqueArray(routePath, { maxLength: 8 }), asked: fc.oneof(path, rooted) }),
    holds: ({ routes, asked }) => {
      const http = httpRouter(routes.map((each) => [`GET ${each}`, each] as const))('GET', asked);
      const rest = restRouter(routes.map((each) => ({ path: each, httpMethod: 'GET', target: each })))(asked, 'GET');
      for (const found of [http?.value, rest?.target]) assert.ok(found === undefined || routes.includes(found));
      const keys = routes.map((each) => `GET ${each}`);
      const apis = [restApi('R', keys.slice(0, 4)), httpApi('H', keys.slice(4))];
      assert.ok(frontTable({ apis }).choose('GET', asked));
    },
  }),
];
