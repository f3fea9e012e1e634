import { allOf, jwt, type MeterProps, meter, secret, usagePlan } from 'gatewright';
import { expect, it } from 'vitest';
import { aRoute, faultsOf, specOf } from '../specs.js';

const gold = usagePlan('gold', { ratePerSecond: 1, burst: 2 });
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const metered = (props: object) => {
  const tenants = meter('tenants', {
    claim: 'tenant',
    plans: [gold],
    secret: secret('shop/meter'),
    ...props,
  } as MeterProps);
  return specOf([aRoute('GET /books', { auth: allOf(users, tenants), api: 'rest' })]);
};
const AT = "routes['GET /books'].auth.parts[1]";

it.each<[string, object]>([
  ['a claim and a secret', {}],
  ['a member of a secret', { secret: secret('shop/meter', { field: 'tenants' }) }],
  ['a claim by its address', { claim: 'https://id.example/tenant' }],
])('takes a meter with %s', (_, props) => {
  expect(faultsOf(metered(props))).toEqual([]);
});

it.each<[string, object, string, string]>([
  ['a claim without a name', { claim: '' }, 'METER_CLAIM', '.claim'],
  ['a secret without a name', { secret: secret('') }, 'SECRET_ID', '.secret.id'],
  ['a secret with a wildcard', { secret: secret('shop/*') }, 'SECRET_ID', '.secret.id'],
  ['a member without a name', { secret: secret('shop/meter', { field: '' }) }, 'SECRET_FIELD', '.secret.field'],
  ['an alias of a key', { secret: secret('a', { kmsKeyArn: 'alias/shop' }) }, 'SECRET_KEY', '.secret.kmsKeyArn'],
])('refuses a meter with %s, once', (_, props, code, at) => {
  expect(faultsOf(metered(props))).toMatchObject([{ code, place: `${AT}${at}` }]);
});

it.each<[string, object]>([
  ['no claim', { claim: undefined }],
  ['a claim that is no text', { claim: 7 }],
  ['no secret', { secret: undefined }],
  ['a secret that is a text', { secret: 'shop/meter' }],
])('refuses a meter with %s, which no builder makes', (_, props) => {
  expect(faultsOf(metered(props))).not.toEqual([]);
});
