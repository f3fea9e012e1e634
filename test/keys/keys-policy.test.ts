import { describe, expect, it } from 'vitest';
import { keysPolicy } from '../../lib/keys/keys-policy.js';

const scope = (region: string, planIds: readonly string[], secretIds: readonly string[] = []) => ({
  partition: 'aws',
  region,
  stackArn: `arn:aws:cloudformation:${region}:111122223333:stack/Bookshop/0a1b`,
  gateway: 'bookshop',
  planIds,
  secretIds,
});
const { Statement } = keysPolicy([scope('eu-west-1', ['p1', 'p2']), scope('us-east-1', ['p3'])]);

describe('keysPolicy', () => {
  it('names the resources of these regions, of this stack and of these plans', () => {
    const own = [
      /^arn:aws:cloudformation:(eu-west-1|us-east-1):111122223333:stack\/Bookshop\/\*$/,
      /^arn:aws:apigateway:(eu-west-1|us-east-1)::\/apikeys(\/\*)?$/,
      /^arn:aws:apigateway:(eu-west-1::\/usageplans\/p[12]|us-east-1::\/usageplans\/p3)(\/keys|\/keys\/\*|\/usage)?$/,
      /^arn:aws:apigateway:([a-z0-9-]+)::\/tags\/arn%3Aaws%3Aapigateway%3A\1%3A%3A%2Fapikeys%2F\*$/,
      /^arn:aws:events:(eu-west-1|us-east-1):111122223333:event-bus\/default$/,
    ];
    const resources = Statement.flatMap(({ Resource }) => Resource);
    expect(resources.length).toBeGreaterThan(20);
    expect(resources.filter((resource) => !own.some((pattern) => pattern.test(resource)))).toEqual([]);
  });

  it('has no action that stands for several', () => {
    expect(Statement.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('lets keys be made, changed and deleted for this gateway only', () => {
    const changing = Statement.filter(
      ({ Resource, Action }) =>
        Resource.some((one) => one.includes('::/apikeys')) && Action.some((action) => action !== 'apigateway:GET'),
    );
    expect(changing.map(({ Condition }) => Object.values(Condition?.StringEquals ?? {}))).toEqual([
      ['bookshop'],
      ['bookshop'],
    ]);
  });

  it('lets no tag be changed but those that a move and a rotation write, nor all be taken off', () => {
    const tagging = Statement.filter(({ Resource }) => Resource.some((one) => one.includes('::/tags/')));
    const only = (...names: readonly string[]) => ({
      'ForAllValues:StringEquals': { 'aws:TagKeys': names.map((name) => `gatewright:${name}`) },
      Null: { 'aws:TagKeys': 'false' },
    });
    expect(tagging.map(({ Action, Condition }) => [...Action, Condition])).toEqual([
      ['apigateway:PUT', { StringEquals: { 'aws:RequestTag/gatewright:gateway': 'bookshop' } }],
      ['apigateway:PUT', only('plan', 'grace-until', 'replaced-by')],
      ['apigateway:DELETE', only('grace-until', 'replaced-by')],
    ]);
  });

  it('holds no plan to what a key needs not', () => {
    const actions = Statement.filter(({ Resource }) => Resource.some((one) => one.includes('/usageplans/'))).flatMap(
      ({ Action }) => Action,
    );
    expect(actions).toEqual(['apigateway:GET', 'apigateway:POST', 'apigateway:DELETE']);
  });

  it('lets the secrets of meters be read, where there are any, and no other', () => {
    expect(Statement.map(({ Sid }) => Sid)).not.toContain('ReadMeterSecrets');
    const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:other-AbCdEf';
    const scopes = [scope('eu-west-1', ['p1'], ['shop/meters', 'shop/meters']), scope('us-east-1', ['p3'], [arn])];
    expect(keysPolicy(scopes).Statement.find(({ Sid }) => Sid === 'ReadMeterSecrets')).toEqual({
      Sid: 'ReadMeterSecrets',
      Effect: 'Allow',
      Action: ['secretsmanager:GetSecretValue'],
      Resource: ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/meters-??????', arn],
    });
  });
});
