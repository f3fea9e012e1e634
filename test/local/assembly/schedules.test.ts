import { describe, expect, it } from 'vitest';
import { messages, readResources } from './assembly-fixture.js';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:keeper';
const schedule = (ScheduleExpression: string, more: object = {}, Target: object = { Arn: FUNCTION }) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: { ScheduleExpression, Target, ...more },
});

describe('schedules', () => {
  it.each([
    ['rate(1 minute)', 60_000],
    ['rate(15 minutes)', 900_000],
    ['rate(2 hours)', 7_200_000],
    ['rate(7 days)', 604_800_000],
  ])('%s', (expression, everyMs) => {
    const { schedules, notices } = readResources({ Every: schedule(expression) });
    expect(schedules).toEqual([{ stackName: 'Shop', logicalId: 'Every', everyMs, functionArn: FUNCTION }]);
    expect(notices).toEqual([]);
  });

  it('hand on what the function is called with', () => {
    const { schedules } = readResources({ Every: schedule('rate(1 day)', {}, { Arn: FUNCTION, Input: '{"a":1}' }) });
    expect(schedules).toMatchObject([{ input: '{"a":1}' }]);
  });

  it('that are switched off are none', () => {
    expect(readResources({ Off: schedule('rate(1 day)', { State: 'DISABLED' }) })).toMatchObject({
      schedules: [],
      notices: [],
    });
  });

  it.each([
    ['cron(0 12 * * ? *)', { Arn: FUNCTION }],
    ['at(2030-01-01T00:00:00)', { Arn: FUNCTION }],
    ['rate(0 minutes)', { Arn: FUNCTION }],
    ['rate(5 weeks)', { Arn: FUNCTION }],
    ['rate(5 minutes)', { Arn: 'arn:aws:sqs:us-east-1:000000000000:queue' }],
  ])('%s of %j does not run, and is named', (expression, target) => {
    const model = readResources({ Other: schedule(expression, {}, target) });
    expect(model.schedules).toEqual([]);
    expect(messages(model)).toEqual(['not-emulated Other only schedules that call a function at a rate run here']);
  });
});
