import type { Firewall } from '../../../../lib/spec/firewall.js';
import type { Route } from '../../../../lib/spec/route.js';
import { aRoute, type Fault, faultsOf, type SpecSettings, specOf } from '../../specs.js';

/** Something that lets a firewall be one. */
const something: Firewall = { rateLimits: { perIp: { limit: 100 } } };

/** Issues of a firewall before a REST API, the rest of whose gateway is sound. */
export function faultsOfFirewall(
  firewall: object,
  { routes = [aRoute('GET /a')], ...more }: SpecSettings & { readonly routes?: readonly Route[] } = {},
): readonly Fault[] {
  return faultsOf(specOf(routes, { api: 'rest', firewall: { ...something, ...firewall }, ...more }));
}

export function codesAndPlaces(faults: readonly Fault[]): readonly (readonly [string, string])[] {
  return faults.map(({ code, place }) => [code, place]);
}
