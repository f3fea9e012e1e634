import { aws_lambda } from 'aws-cdk-lib';
import { Aspects, type CfnResource, type IAspect, Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { fromFunction } from '../../../lib/constructs/index.js';
import {
  apiKey,
  backend,
  type GatewaySpec,
  gateway,
  lambda,
  reply,
  route,
  usagePlan,
} from '../../../lib/spec/index.js';
import { bundlerWith, fakeBundler } from '../support/fake-bundler.js';
import { asCdk, type PartTemplates, partTemplates } from '../support/nested.js';
import { logicalIds, stackOf } from '../support/synth.js';

const auth = apiKey('readers', { plans: [usagePlan('free', { ratePerSecond: 4, burst: 9 })] });
const album = route('GET /albums/{id}', { auth, to: lambda('albums.ts') });
const book = route('GET /books/{id}', { auth, to: lambda('books.ts') });
const cover = route('GET /covers/{id}', { auth: 'public', to: reply(200, { cover: 1 }) });
const covers = route('GET /covers', { auth: 'public', to: lambda('books.ts'), api: 'rest' });
const specWith = (...routes: GatewaySpec['routes']): GatewaySpec =>
  gateway('shop', { split: { from: ['/a', '/b', '/c', '/d'] }, routes } as never);
const spec = specWith(album, book, cover);

const deploymentId = expect.stringMatching(/^RestApiDeployment[0-9a-f]{12}$/);

/** Of each stack, the logical ids of its deployments. */
function deploymentsOf(templates: PartTemplates): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(templates).map(([part, template]) => [part, logicalIds(template, 'AWS::ApiGateway::Deployment')]),
  );
}
const deployedBy = (one: GatewaySpec, bundler = fakeBundler) => deploymentsOf(partTemplates(stackOf(one, { bundler })));
const first = deployedBy(spec);

describe('the deployment of a part', () => {
  it('is there for each REST API', () => {
    expect(first).toEqual({ own: [], ...Object.fromEntries([...'abc'].map((part) => [part, [deploymentId]])) });
    expect(new Set(Object.values(first).flat()).size).toBe(3);
  });

  it.each<[string, readonly string[], GatewaySpec]>([
    [
      'a reply of c changes',
      ['c'],
      specWith(album, book, route('GET /covers/{id}', { auth: 'public', to: reply(201, {}) })),
    ],
    ['a route comes to a', ['a'], specWith(album, book, cover, route('GET /art', { auth, to: lambda('albums.ts') }))],
    ['all parts get CORS', ['a', 'b', 'c'], { ...spec, cors: { origins: ['https://shop.example'] } }],
    ['a part comes', [], specWith(album, book, cover, route('GET /discs', { auth, to: reply(200, {}) }))],
    ['routes are in another order', [], specWith(cover, book, album)],
    ['the stage has a limit', [], { ...spec, throttle: { ratePerSecond: 5, burst: 6 } }],
  ])('is a new one where its API serves something else, and nowhere else: %s', (_change, parts, changed) => {
    const next = deployedBy(changed);
    expect([...'abc'].filter((part) => next[part]?.[0] !== first[part]?.[0])).toEqual(parts);
    expect(deployedBy({ ...spec })).toEqual(first);
  });

  it('is a new one where a handler moves to another stack: its ARN is another', () => {
    const shared = deployedBy(specWith(album, book, cover, covers));
    expect([...'abc'].filter((part) => shared[part]?.[0] !== first[part]?.[0])).toEqual(['b', 'c']);
  });

  it('stays where the code of its handler changes', () => {
    expect(deployedBy(spec, bundlerWith('edited'))).toEqual(first);
  });
});

describe('the logical id of a deployment', () => {
  const shared = specWith(album, book, cover, covers);

  it('is the same each time the app is synthesized', () => {
    expect(deployedBy({ ...shared })).toEqual(deployedBy(shared));
  });

  it('is the same for whoever asks before CDK has seen the references between stacks', () => {
    const asked: string[] = [];
    const stack = stackOf({ ...shared });
    const asks: IAspect = {
      visit: (node) => {
        const { cfnResourceType, logicalId } = node as CfnResource;
        if (cfnResourceType === 'AWS::ApiGateway::Deployment') asked.push(Stack.of(node).resolve(logicalId));
      },
    };
    Aspects.of(stack).add(asks);
    const made = deploymentsOf(partTemplates(stack));
    expect(made).toEqual(deployedBy(shared));
    expect(asked.sort()).toEqual(Object.values(made).flat().sort());
  });

  it('tells a function from one under the same logical id in another stack', () => {
    const bound = gateway('shop', { routes: [route('GET /old', { auth: 'public', to: backend('old'), api: 'rest' })] });
    const functionIn = (name: string) => {
      const stack = stackOf(bound, {
        backends: ({ node }) => ({ old: fromFunction(asCdk(functionOf(new Stack(asCdk(node.root), name)))) }),
      });
      return deploymentsOf(partTemplates(stack)).own;
    };
    expect(functionIn('Before')).toEqual(functionIn('Before'));
    expect(functionIn('Before')).not.toEqual(functionIn('After'));
  });
});

function functionOf(stack: Stack): aws_lambda.Function {
  return new aws_lambda.Function(stack, 'Old', {
    runtime: aws_lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: aws_lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 })'),
  });
}
