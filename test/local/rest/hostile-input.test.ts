import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importRestBody } from '../../../lib/local/rest/import/import-rest-body.js';
import { matchesWildcards } from '../../../lib/local/rest/policy/matches-wildcards.js';
import { createRouter } from '../../../lib/local/rest/routing/create-router.js';
import { newBudget, TemplateError } from '../../../lib/local/rest/vtl/budget.js';
import { compileTemplate } from '../../../lib/local/rest/vtl/compile-template.js';
import { formatJson } from '../../../lib/local/rest/vtl/format-value.js';
import { parseJson } from '../../../lib/local/rest/vtl/parse-json.js';
import { map } from '../../../lib/local/rest/vtl/value.js';
import { ask, document, fakeServices, integration, restEngine } from './support/rest-api.js';

const RUNS = { numRuns: 150 };
const segment = fc.constantFrom('a', 'b', 'c', '', '%2F', '{x}', '{x+}', '..', '__proto__', 'constructor');
const path = fc.array(segment, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`);
const word = fc.constantFrom(
  '$',
  '$x',
  '${',
  '}',
  '#if(',
  '#foreach($x in ',
  '#set($x = ',
  '#end',
  '#else',
  '[1..9]',
  '"',
  "'",
  '(',
  ')',
  '.y',
  '$input.json(',
  '$util.parseJson(',
  '$input.body',
  '\\',
  '#[[',
  ']]#',
  '##',
  '#*',
  'a',
  '1',
  '==',
  '&&',
  '$context.requestOverride',
  '\n',
  '{',
  ':',
  '[',
  ']',
  ',',
  '#macro(m $x)',
  '#m(1)',
  '#define($d)',
  '$d',
  '..',
  '-',
);

const nothing = { path: map(), querystring: map(), header: map() };

describe('hostile input', () => {
  it('finds the same route, or none, for any path without failing', () => {
    fc.assert(
      fc.property(fc.array(path, { maxLength: 8 }), path, (routes, asked) => {
        const router = createRouter(routes.map((each) => ({ path: each, httpMethod: 'GET', target: each })));
        const found = router(asked, 'GET');
        expect(router(asked, 'GET')).toEqual(found);
        if (found !== undefined) expect(routes).toContain(found.target);
      }),
      RUNS,
    );
  });

  it('renders any template, or refuses it as one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string({ maxLength: 3 })), { maxLength: 30 }),
        fc.json(),
        (words, body) => {
          const render = compileTemplate(words.join(''));
          try {
            expect(typeof render({ body, params: nothing, context: map(), stageVariables: map() })).toBe('string');
          } catch (error) {
            expect(error).toBeInstanceOf(TemplateError);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('prints JSON as it read it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value = parseJson(text);
        expect(value).toBeDefined();
        expect(JSON.parse(formatJson(value ?? null, newBudget()))).toEqual(
          JSON.parse(JSON.stringify(JSON.parse(text))),
        );
      }),
      RUNS,
    );
  });

  it('takes as JSON exactly what is JSON', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            '{',
            '}',
            '[',
            ']',
            '"',
            ',',
            ':',
            '1',
            '-',
            '.',
            'e',
            '0',
            'true',
            'null',
            ' ',
            '\\',
            '\n',
            'u0041',
          ),
        }),
        (text) => {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          expect(parseJson(text) !== undefined).toBe(isJson);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('imports any body, or refuses it as one', () => {
    fc.assert(
      fc.property(
        fc.anything({ maxDepth: 3 }),
        fc.object({
          maxDepth: 4,
          key: fc.constantFrom(
            '/',
            '/a/{b}',
            'get',
            'x-amazon-apigateway-any-method',
            'parameters',
            'in',
            'name',
            '$ref',
            'x-amazon-apigateway-integration',
            'type',
            'responses',
            'security',
            '__proto__',
            'schema',
            'content',
            'requestBody',
          ),
        }),
        (body, paths) => {
          for (const each of [body, { paths }, { paths, components: paths, definitions: paths }]) {
            try {
              importRestBody(each);
            } catch (error) {
              expect(error).toBeInstanceOf(TypeError);
              expect(String(error)).toMatch(/The body of the REST API/);
            }
          }
        },
      ),
      RUNS,
    );
  });

  it('answers any request through any mapping, with a status that HTTP knows', async () => {
    const source = fc.oneof(
      fc.constantFrom(
        'method.request.header.X',
        'method.request.querystring.q',
        'method.request.body.a',
        'method.request.body',
        'context.identity',
        'context.__proto__',
        'stageVariables.constructor',
        "'",
        "''",
      ),
      fc.string({ maxLength: 12 }),
    );
    const target = fc.oneof(
      fc.constantFrom(
        'integration.request.header.A',
        'integration.request.querystring.b',
        'integration.request.path.id',
        'integration.request.header.',
      ),
      fc.string({ maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(target, source),
        fc.string(),
        fc.string(),
        fc.json(),
        async (requestParameters, query, header, body) => {
          const post = integration({
            type: 'http',
            httpMethod: 'POST',
            uri: 'http://b.example/{id}',
            requestParameters,
            responses: { default: { statusCode: '200' } },
          });
          const { services } = fakeServices();
          const found = await ask(restEngine(document({ '/{id}': { post } }), services), {
            method: 'POST',
            path: '/1',
            query,
            headers: [['X', header]],
            body,
          });
          expect([200, 400, 500]).toContain(found.status);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('matches wildcards in little time', () => {
    expect(matchesWildcards(`${'*a'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
    expect(matchesWildcards('arn:*:GET/bo?ks/*', 'arn:aws:x:GET/books/1/2')).toBe(true);
  });
});
