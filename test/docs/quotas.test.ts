import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import bookshop from '../../examples/bookshop/gateway.js';
import { httpAccessLogFormat, restAccessLogFormat } from '../../lib/constructs/access-log-format.js';
import { type Quota, quotas } from '../../lib/facts/quotas.js';
import type { Plan } from '../../lib/plan/plan.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import { harbour } from '../fixtures/gateways/edge-with-everything.js';
import { everyScheme } from '../fixtures/gateways/every-scheme.js';
import { everything } from '../fixtures/gateways/everything-on.js';
import { market } from '../fixtures/gateways/firewall-on-rest.js';
import { press, splits } from '../fixtures/gateways/split.js';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/quotas.md'), 'utf8');

interface Row {
  readonly name: string;
  readonly limit: string;
  readonly raised: string;
  readonly how: string;
  readonly source: string;
}

const rows = page.split('\n').flatMap((line): readonly Row[] => {
  const [, name, limit = '', raised = '', how = '', link = ''] = line.split('|').map((cell) => cell.trim());
  const source = link.match(/\((https:.*)\)/)?.[1];
  return name?.startsWith('`') && source ? [{ name: name.slice(1, -1), limit, raised, how, source }] : [];
});

const counted = new Set(
  ([bookshop, everything, everyScheme, harbour, market, press(splits.letters)] as unknown as readonly GatewaySpec[])
    .flatMap((spec) => planGateway(spec).quotas)
    .map(({ name }) => name as string),
);

describe('the page on quotas', () => {
  it('has every quota with its limit, in the order of the facts', () => {
    const facts = Object.entries(quotas as Readonly<Record<string, Quota>>).map(([name, quota]) => ({
      name,
      limit: `${quota.value.toLocaleString('en')} ${quota.unit}`,
      raised: quota.raisable ? 'yes' : 'no',
      source: quota.source,
    }));
    expect(rows.map(({ how: _, ...row }) => row)).toEqual(facts);
  });

  it('says of those that plans count that they are counted, and of no others', () => {
    const said = rows.filter(({ how }) => /^(?:counted|estimated)/.test(how)).map(({ name }) => name);
    expect(said.toSorted()).toEqual([...counted].toSorted());
  });

  it('is right that formats of access logs take at most half of their 3 KB', () => {
    const plan = planGateway(everyScheme as unknown as GatewaySpec);
    const all = {
      ...plan,
      authorizers: [...plan.authorizers, { kind: 'rest-cognito' }, { kind: 'http-lambda' }],
      domain: { mutualTls: {} },
    } as unknown as Plan;
    for (const format of [httpAccessLogFormat(all), restAccessLogFormat(all)]) {
      expect(format).toContain('clientCert');
      expect(format).toContain('iamCaller');
      expect(Buffer.byteLength(format)).toBeLessThan(1_536);
    }
  });
});
