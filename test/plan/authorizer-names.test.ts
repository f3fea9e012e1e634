import { anyOf, type GatewaySpec, gateway, jwt, lambda, route } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { httpApiBody } from '../../lib/openapi/index.js';
import { authorizerId } from '../../lib/plan/ids.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';

const scheme = (name: string) => jwt(name, { issuer: `https://${name.slice(-20)}.id.example/`, audience: 'shop' });

const STAFF = 'internal-employees-of-the-headquarters';
const OTHERS = ['contractors-and-temporary-workers', 'partners-of-the-distribution-network'];

/** A route of each list of schemes. */
function specOf(...lists: readonly (readonly string[])[]): GatewaySpec {
  const routes = lists.map((names, index) =>
    route(`GET /r${index}` as 'GET /', {
      auth: (anyOf as (...all: readonly unknown[]) => never)(...names.map(scheme)),
      to: lambda('h.ts'),
    }),
  );
  return gateway('shop', { routes: routes as never });
}

/** What the API is told that its authorizers are called. */
function namesOf(spec: GatewaySpec): readonly string[] {
  const plan = planGateway(spec);
  const { functions } = plan;
  const invocationUris = Object.fromEntries(functions.map(({ id }) => [id, `arn:aws:lambda:::function:${id}`]));
  const { components } = httpApiBody(plan, { backends: {}, invocationUris });
  return Object.keys((components as { securitySchemes: object }).securitySchemes);
}

describe('the name of an authorizer', () => {
  it('is made of its schemes, as far as API Gateway takes it', () => {
    const [name, ...others] = namesOf(specOf([STAFF, ...OTHERS, 'customers-of-the-online-store']));
    expect(others).toEqual([]);
    expect(name).toHaveLength(128);
    expect(name).toMatch(/^contractors-and-temporary-workers_.*-[0-9a-f]{12}$/);
  });

  it('tells lists of schemes apart that begin alike', () => {
    const names = namesOf(specOf([STAFF, ...OTHERS, 'visitors-of-a-day'], [STAFF, ...OTHERS, 'visitors-of-a-week']));
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(128);
  });

  it.each([
    [['staff'], 'http-jwt', undefined, 'staff-http'],
    [['a'.repeat(63), 'b'.repeat(59)], 'http-jwt', undefined, `${'a'.repeat(63)}_${'b'.repeat(59)}-http`],
    [['staff'], 'rest-lambda', '0123456789ab', 'staff-rest-0123456789ab'],
  ] as const)('stays as it is where it is no longer than 128 characters: %j', (schemes, kind, variant, name) => {
    expect(name.length).toBeLessThanOrEqual(128);
    expect(authorizerId(schemes, kind, variant)).toBe(name);
  });

  it('is cut where it has one character more', () => {
    const name = authorizerId(['a'.repeat(63), 'b'.repeat(60)], 'http-jwt');
    expect(name).toHaveLength(128);
    expect(name).toMatch(/b-[0-9a-f]{12}$/);
  });
});
