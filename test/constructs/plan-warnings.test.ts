import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { GatewayStack } from '../../lib/constructs/index.js';
import { aRoute, type SpecSettings, specOf } from '../spec/specs.js';
import { fakeBundler } from './support/fake-bundler.js';
import { quietApp } from './support/synth.js';

const traffic = { requestsPerMonth: 1_000_000 };
const pin = { schemaVersion: 1, arrangement: { apis: 'http', edge: false } };

function warningsOf(settings: SpecSettings) {
  const gateway = specOf([aRoute('GET /a')], settings);
  const stack = new GatewayStack(quietApp(), 'Shop', { gateway, bundler: fakeBundler, backends: {} });
  return Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp('gatewright:ARRANGEMENT'))
    .map(({ entry }) => String(entry.data));
}

describe('a stack whose arrangement depends on the traffic', () => {
  it('says so where it is synthesized, with the way out and the name to acknowledge it by', () => {
    const [warning, ...others] = warningsOf({ traffic });
    expect(others).toEqual([]);
    expect(warning).toContain('all routes on an HTTP API, no edge is the cheapest for this traffic');
    expect(warning).toContain('gatewright plan --pin');
    expect(warning).toContain('gatewright:ARRANGEMENT_UNPINNED:traffic.requestsPerMonth');
  });

  it('is silent where a pin holds it, or the rule', () => {
    expect([warningsOf({ traffic, pin }), warningsOf({})]).toEqual([[], []]);
  });
});
