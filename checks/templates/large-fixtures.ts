import { largeGateway } from '../../bench/apps/large-gateway.js';
import { GatewayStack } from '../../lib/constructs/index.js';
import type { GatewaySpec } from '../../lib/spec/index.js';
import type { GatewayFixture } from '../../test/fixtures/gateways/index.js';
import { deepGateway } from './deep-gateway.js';

/** Gateways of the size that the benchmark measures. */
export const largeFixtures: readonly GatewayFixture[] = [
  fixtureOf('thousand-routes-on-hundred-functions', 'Thousand', () => largeGateway(1_000, 100)),
  fixtureOf('five-thousand-routes', 'FiveThousand', () => largeGateway(5_000, 500)),
  fixtureOf('deep', 'Deep', deepGateway),
];

function fixtureOf(name: string, stack: string, specOf: () => GatewaySpec): GatewayFixture {
  return {
    name,
    addTo: (app, bundler) => new GatewayStack<GatewaySpec>(app, stack, { gateway: specOf(), bundler, backends: {} }),
  };
}
