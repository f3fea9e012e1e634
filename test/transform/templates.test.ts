import { describe, expect, it } from 'vitest';
import { parseExactJson, writeExactJson } from '../../lib/runtime/transform/exact-json.js';
import { ask, document, fakeServices, integration, restEngine } from '../local/rest/support/rest-api.js';

/** What a REST API sends its backend of a body, by the template that would have to copy it. */
async function copied(template: string, body: string): Promise<string> {
  const { services, fetched } = fakeServices();
  const method = integration({
    type: 'http',
    httpMethod: 'POST',
    uri: 'https://backend.example/',
    requestTemplates: { 'application/json': template },
    responses: { default: { statusCode: '200' } },
  });
  const engine = restEngine(document({ '/': { post: method } }), services);
  await ask(engine, {
    method: 'POST',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Shop', 'north'],
    ],
    body,
  });
  return JSON.stringify([fetched[0]?.body.toString(), fetched[0]?.headers.some(([name]) => name === 'X-Shop')]);
}

/** Why no body is changed by a template: it would not come out as it does everywhere else. */
describe('a mapping template', () => {
  it.each([
    ['a number', '{"price":1.0e2}', "$input.json('$')"],
    ['an apostrophe of a text', '{"title":"it\'s"}', '{"title":"$util.escapeJavaScript($input.path(\'$.title\'))"}'],
  ])('does not copy %s to the byte', async (_what, body, template) => {
    const [sent] = JSON.parse(await copied(template, body));
    expect(sent).not.toBe(writeExactJson(parseExactJson(body)));
  });

  it('belongs to integrations that hand on no header that is not mapped by name', async () => {
    expect(JSON.parse(await copied("$input.json('$')", '{}'))).toEqual(['{}', false]);
  });
});
