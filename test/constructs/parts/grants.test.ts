import { aws_dynamodb, aws_sns } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { fromFunction, Gateway } from '../../../lib/constructs/index.js';
import { backend, gateway, lambda, route } from '../../../lib/spec/index.js';
import { fakeBundler as bundler } from '../support/fake-bundler.js';
import { asCdk, partOf, partTemplates, pressInside } from '../support/nested.js';
import { quietApp } from '../support/synth.js';

describe('a function of a part', () => {
  it('is granted what its code needs by a policy beside it, whose role that is', () => {
    const { stack, made } = pressInside();
    const table = new aws_dynamodb.TableV2(stack, 'Feeds', {
      partitionKey: { name: 'id', type: aws_dynamodb.AttributeType.STRING },
    });
    const topic = new aws_sns.Topic(stack, 'Titles');
    table.grantReadData(asCdk(made.function('handlers/feeds.ts')));
    table.grantReadData(asCdk(made.function('handlers/exports.ts')));
    topic.grantPublish(asCdk(made.function('handlers/home.ts')));
    const templates = partTemplates(stack);
    for (const [part, handler] of [
      ['partners', 'feeds'],
      ['desk', 'exports'],
    ] as const) {
      const [policy, ...others] = Object.values(partOf(templates, part).findResources('AWS::IAM::Policy'));
      expect(others).toEqual([]);
      expect(policy?.Properties.Roles).toEqual([{ Ref: expect.stringMatching(`^handlers${handler}Role`) }]);
      expect(policy?.Properties.PolicyDocument.Statement[0]).toMatchObject({
        Action: expect.arrayContaining(['dynamodb:GetItem']),
        Resource: { Ref: expect.stringMatching(/^referencetoMineFeeds\w+Arn$/) },
      });
    }
    expect(partOf(templates, 'catalogue').findResources('AWS::IAM::Policy')).toEqual({});
    const own = Object.values(partOf(templates, 'own').findResources('AWS::IAM::Policy')).map(
      ({ Properties }) => Properties,
    );
    expect(own.map(({ Roles }) => Roles[0].Ref.replace(/Role\w{8}$/, '')).sort()).toEqual([
      'Presshandlershome',
      'Presskeykeeper',
    ]);
  });

  it('is watched from the stack around it, by an output of its part', () => {
    const { stack, made } = pressInside();
    made.function('handlers/feeds.ts').metricErrors().createAlarm(asCdk(stack), 'Failing', {
      threshold: 1,
      evaluationPeriods: 1,
    });
    const [alarm] = Object.entries(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).flatMap(
      ([id, { Properties }]) => (id.startsWith('Failing') ? [Properties] : []),
    );
    expect(JSON.stringify(alarm)).toMatch(/PressPartpartners\w+","Outputs\.\w+handlersfeedsFunction\w+/);
  });

  it('is granted the use of what its own part is told nothing else of, without a circle', () => {
    const { stack, made } = pressInside();
    const table = new aws_dynamodb.TableV2(stack, 'Feeds', {
      partitionKey: { name: 'id', type: aws_dynamodb.AttributeType.STRING },
    });
    for (const entry of ['feeds', 'galleys', 'titles', 'home', 'authors'])
      table.grantReadData(asCdk(made.function(`handlers/${entry}.ts`)));
    expect(() => asCdk<{ synth(): unknown }>(stack.node.root).synth()).not.toThrow();
    expect(circlesIn(Template.fromStack(stack))).toEqual([]);
  });
});

describe('a function of a part that may call one of another part', () => {
  const routesOf = (parts: readonly string[]) =>
    parts.map((part) => route(`GET /${part}` as 'GET /', { auth: 'public', to: lambda(`${part}.ts`) }));
  const stacksWith = (caller: string, called: string, parts: readonly string[]) => {
    const stack = new Stack(quietApp(), 'Mine');
    const from = [...'abcdefghijkl'].map((part) => `/${part}`);
    const spec = gateway('many', { split: { from }, routes: routesOf(parts) as never });
    const made = new Gateway(stack, 'Many', { gateway: spec, bundler });
    made.function(`${called}.ts`).grantInvoke(asCdk(made.function(`${caller}.ts`)));
    return Template.fromStack(stack);
  };

  it.each([
    ['b', 'g'],
    ['g', 'b'],
    ['b', 'l'],
    ['l', 'b'],
  ])('makes %s wait for %s and for no other, whatever parts come', (caller, called) => {
    const few = stacksWith(caller, called, [...'bcdefghijkl']);
    const more = stacksWith(caller, called, [...'abcdefghijkl']);
    expect(circlesIn(few)).toEqual([]);
    expect(circlesIn(more)).toEqual([]);
    for (const made of [few, more]) expect(waitsIn(made)).toEqual([[caller, called]]);
  });
});

describe('a backend that an app binds', () => {
  it('may be a function of the same name as one of the gateway’s own', () => {
    const stack = new Stack(quietApp(), 'Mine');
    const spec = gateway('twins', {
      split: { from: ['/a', '/b'] },
      routes: [
        route('GET /a', { auth: 'public', to: backend('twin') }),
        route('GET /a/b', { auth: 'public', to: lambda('twin.ts') }),
        route('GET /b', { auth: 'public', to: lambda('twin.ts') }),
      ],
    });
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:twin';
    const twin = fromFunction(asCdk({ functionArn: arn, node: stack.node }));
    new Gateway(stack, 'Twins', { gateway: spec, bundler, backends: { twin } });
    const called = Object.values(partOf(partTemplates(stack), 'a').findResources('AWS::Lambda::Permission'));
    expect(called.map(({ Properties }) => Properties.FunctionName)).toEqual([
      { Ref: expect.stringMatching(/twinFunction/) },
      arn,
    ]);
  });
});

/** Logical ids that wait, over others, for themselves. */
function circlesIn(template: Template): readonly string[] {
  const { Resources } = template.toJSON() as { Resources: Record<string, unknown> };
  const waitsFor = (id: string) =>
    Object.keys(Resources).filter((other) => JSON.stringify(Resources[id]).includes(`"${other}"`) && other !== id);
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    waitsFor(from).some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
  return Object.keys(Resources).filter((id) => reaches(id, id, new Set()));
}

/** Which part waits for which. */
function waitsIn(template: Template): readonly (readonly [string, string])[] {
  const stacks = Object.entries(template.findResources('AWS::CloudFormation::Stack'));
  const nameOf = (id: string) => /Part([a-z])Nested/.exec(id)?.[1] ?? id;
  return stacks.flatMap(([id, stack]) =>
    stacks.flatMap(([other]) =>
      other !== id && JSON.stringify(stack).includes(`"${other}"`) ? [[nameOf(id), nameOf(other)] as const] : [],
    ),
  );
}
