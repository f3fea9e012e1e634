import { CloudFormationClient, DescribeStacksCommand, ListExportsCommand } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import type { ReceivedEvent } from '../../../lib/local/control-plane/event-bridge/received-event.js';
import { afterTest, clientOptions, model, STARTED, serve } from './served.js';

describe('stacks', () => {
  const outputs = {
    Shop: { FrontUrl: 'http://127.0.0.1/?a=1&b=<2>', GatewrightPlans: '{"free":"p1"}', Lines: 'one\r\ntwo\u0000' },
    Empty: {},
  };

  async function cloudFormation() {
    const { gateway } = await serve({ model: { ...model, outputs } });
    const client = new CloudFormationClient(clientOptions(gateway.url));
    afterTest(() => client.destroy());
    return client;
  }

  it('are described with their outputs, by name and by id', async () => {
    const client = await cloudFormation();
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'Shop' }));
    expect(Stacks).toMatchObject([
      { StackName: 'Shop', StackStatus: 'CREATE_COMPLETE', CreationTime: new Date(STARTED) },
    ]);
    expect(Stacks[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])).toEqual([
      ['FrontUrl', outputs.Shop.FrontUrl],
      ['GatewrightPlans', outputs.Shop.GatewrightPlans],
      ['Lines', 'one\r\ntwo\uFFFD'],
    ]);
    const StackName = Stacks[0]?.StackId ?? '';
    expect(StackName).toMatch(/^arn:aws:cloudformation:eu-west-1:000000000000:stack\/Shop\//);
    expect((await client.send(new DescribeStacksCommand({ StackName }))).Stacks).toHaveLength(1);
  });

  it('are all described where none is named', async () => {
    const client = await cloudFormation();
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
    expect(Stacks.map(({ StackName, Outputs }) => [StackName, Outputs?.length ?? 0])).toEqual([
      ['Shop', 3],
      ['Empty', 0],
    ]);
  });

  it.each(['None', '__proto__', 'constructor', '<Shop>'])('named %s do not exist', async (StackName) => {
    const client = await cloudFormation();
    const sent = client.send(new DescribeStacksCommand({ StackName }));
    await expect(sent).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Stack with id ${StackName} does not exist`,
    });
  });

  it('are all that CloudFormation is asked for here', async () => {
    const sent = (await cloudFormation()).send(new ListExportsCommand({}));
    await expect(sent).rejects.toMatchObject({ message: expect.stringMatching(/does not serve ListExports/) });
  });
});

describe('events', () => {
  async function eventBridge() {
    const received: ReceivedEvent[] = [];
    const { gateway } = await serve({ onEvents: (events) => received.push(...events) });
    const client = new EventBridgeClient(clientOptions(gateway.url));
    afterTest(() => client.destroy());
    return { client, received };
  }

  const entry = { Source: 'gatewright.keys', DetailType: 'Key issued', Detail: '{"owner":"acme"}' };

  it('are handed on', async () => {
    const { client, received } = await eventBridge();
    const Time = new Date('2026-11-20T00:00:00Z');
    const Entries = [entry, { ...entry, Time, EventBusName: 'bus', Resources: ['arn:aws:x'] }];
    const { FailedEntryCount, Entries: results } = await client.send(new PutEventsCommand({ Entries }));
    expect(FailedEntryCount).toBe(0);
    const common = { source: 'gatewright.keys', detailType: 'Key issued', detail: { owner: 'acme' } };
    expect(received).toEqual([
      { ...common, id: results?.[0]?.EventId, resources: [], eventBusName: 'default', timeMs: STARTED },
      { ...common, id: results?.[1]?.EventId, resources: ['arn:aws:x'], eventBusName: 'bus', timeMs: Time.getTime() },
    ]);
  });

  it('that are wrong fail by themselves', async () => {
    const { client, received } = await eventBridge();
    const Entries = [
      { ...entry, Detail: 'no JSON' },
      { ...entry, Detail: '[]' },
      { Source: 'a', Detail: '{}' },
      { ...entry, Source: 'aws.events' },
      entry,
    ];
    const answer = await client.send(new PutEventsCommand({ Entries }));
    expect(answer.FailedEntryCount).toBe(4);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'NotAuthorizedForSourceException',
      undefined,
    ]);
    expect(received).toHaveLength(1);
  });

  it.each([0, 11])('are refused by %i', async (count) => {
    const { client, received } = await eventBridge();
    const sent = client.send(new PutEventsCommand({ Entries: Array(count).fill(entry) }));
    await expect(sent).rejects.toMatchObject({ name: 'ValidationException' });
    expect(received).toEqual([]);
  });

  it('are all that EventBridge is asked for here', async () => {
    const sent = (await eventBridge()).client.send(new ListRulesCommand({}));
    await expect(sent).rejects.toMatchObject({ message: expect.stringMatching(/does not serve AWSEvents.ListRules/) });
  });
});
