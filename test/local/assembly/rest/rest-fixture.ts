import { expect } from 'vitest';
import type { RestApiModel } from '../../../../lib/local/model/rest-api.js';
import { messages, readResources } from '../assembly-fixture.js';

export const api = (properties: object = { Name: 'pets' }) => ({
  Type: 'AWS::ApiGateway::RestApi',
  Properties: properties,
});

/** A resource of the REST API `Api`. */
export const part = (type: string, properties: object = {}) => ({
  Type: `AWS::ApiGateway::${type}`,
  Properties: { RestApiId: { Ref: 'Api' }, ...properties },
});

export const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };

export const method = (properties: object = {}) =>
  part('Method', {
    ResourceId: root,
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    Integration: { Type: 'MOCK' },
    ...properties,
  });

/** What no reader can know: a parameter without a value. */
export const unknown = { Ref: 'Asked' };

/** Reads the REST API `Api`, with the messages of all notices. */
export function readRest(resources: object): RestApiModel & { readonly messages: string[] } {
  const model = readResources({ Api: api(), ...resources }, { Parameters: { Asked: { Type: 'String' } } });
  const [found] = model.apis;
  return found?.kind === 'rest' ? { ...found, messages: messages(model) } : expect.fail('no REST API');
}

export const readMethod = (properties: object, more: object = {}) => readRest({ M: method(properties), ...more });
