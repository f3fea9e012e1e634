import { jwt } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Auth } from '../../lib/spec/auth.js';
import { aRoute, faultsOf, issuesOf, type SpecSettings, specOf } from '../spec/specs.js';

const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' });
const customers = jwt('customers', { issuer: 'https://customers.example/', audience: 'shop' });
const cors = { origins: ['https://shop.example'] };

const specWith = (auths: Readonly<Record<string, Auth>>, settings: SpecSettings = { cors }) =>
  specOf(
    Object.entries(auths).map(([pattern, auth]) => aRoute(pattern, { auth })),
    settings,
  );

describe('methods that a protected ANY leaves out where there is CORS', () => {
  it.each<[string, Readonly<Record<string, Auth>>]>([
    ['a public ANY for all paths', { 'ANY /admin': staff, 'ANY /{p+}': 'public' }],
    ['a public ANY below a greedy one of its own', { 'ANY /admin/{p+}': staff, 'ANY /{p+}': 'public' }],
    ['a public ANY with a parameter', { 'ANY /a/b': staff, 'ANY /a/{x}': 'public' }],
    ['a public ANY whose parameter stands elsewhere', { 'ANY /a/{x}': staff, 'ANY /{y}/b': 'public' }],
  ])('are an issue beside %s', (_title, auths) => {
    const [route = ''] = Object.keys(auths);
    const other = Object.keys(auths).at(-1);
    expect(faultsOf(specWith(auths))).toEqual([
      {
        code: 'CORS_FALL_THROUGH',
        place: expect.stringContaining(route),
        got: `${route} beside ${other}`,
        allowed: 'less specific routes of ANY that are not public, or that name their methods',
      },
    ]);
  });

  it.each<[string, Readonly<Record<string, Auth>>, SpecSettings?]>([
    ['a protected ANY', { 'ANY /admin': staff, 'ANY /{p+}': customers }],
    ['other methods', { 'ANY /admin': staff, 'GET /{p+}': 'public', 'POST /{p+}': 'public' }],
    ['another path', { 'ANY /admin': staff, 'ANY /open/{p+}': 'public' }],
    ['a longer path', { 'ANY /admin/{x}': staff, 'ANY /{y}': 'public' }],
    ['the root', { 'ANY /{p+}': staff, 'ANY /': 'public' }],
    ['a more specific route', { 'ANY /{p+}': staff, 'ANY /open': 'public' }],
    ['no CORS', { 'ANY /admin': staff, 'ANY /{p+}': 'public' }, {}],
    ['REST alone', { 'ANY /admin': staff, 'ANY /{p+}': 'public' }, { cors, api: 'rest' }],
  ])('are none beside %s', (_title, auths, settings) => {
    expect(issuesOf(specWith(auths, settings))).toEqual([]);
  });

  it('are none where the route stands on a REST API', () => {
    const routes = [aRoute('ANY /admin', { auth: staff, api: 'rest' }), aRoute('ANY /{p+}', { auth: 'public' })];
    expect(issuesOf(specOf(routes, { cors }))).toEqual([]);
  });

  it('are told with what to do', () => {
    const [issue] = issuesOf(specWith({ 'ANY /admin': staff, 'ANY /{p+}': 'public' }));
    expect(issue?.fix).toContain('GET /{p+}');
    expect(issue?.fix).toContain("api: 'rest'");
  });
});
