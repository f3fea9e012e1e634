import { describe, expect, it } from 'vitest';
import { readMeterSecrets } from '../../lib/keys/meter-secret.js';
import { allOf, gateway, jwt, meter, reply, route, secret, usagePlan } from '../../lib/spec/index.js';
import { shop } from './support/specs.js';
import { templateOf } from './support/synth.js';

const plans = [usagePlan('gold', { ratePerSecond: 1, burst: 2 })] as const;
const customers = jwt('customers', { issuer: 'https://id.shop.example/', audience: 'shop' });
const tenants = meter('tenants', { claim: 'tenant', plans, secret: secret('shop/meters', { field: 'a=b,c#d' }) });
const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/guests-AbCdEf';
const guests = meter('guests', { claim: 'sub', plans, secret: secret(arn) });

const spec = gateway('shop', {
  auth: allOf(customers, tenants),
  routes: [
    route('GET /a', { to: reply(200, {}) }),
    route('GET /b', { auth: allOf(customers, guests), to: reply(200, {}) }),
    route('GET /c', { auth: allOf(customers, tenants), to: reply(200, {}) }),
  ],
});

describe('the output of meters', () => {
  it('says where the secret of each stands, once, and no value', () => {
    const { Value, Description } = templateOf(spec).toJSON().Outputs.MeterSecrets;
    expect(Value).toBe(`guests=${arn},tenants=shop/meters#a%3Db%2Cc%23d`);
    expect(Description).toBe('Where the secrets of the meters of shop are');
    expect(readMeterSecrets(Value)).toEqual([
      { meter: 'guests', id: arn },
      { meter: 'tenants', id: 'shop/meters', field: 'a=b,c#d' },
    ]);
  });

  it('is not there without a meter', () => {
    expect(templateOf(shop).toJSON().Outputs).not.toHaveProperty('MeterSecrets');
    expect(readMeterSecrets(undefined)).toEqual([]);
  });
});
