import type { ScheduleModel } from '../model/cloud.js';
import type { ReaderContext, ResolvedResource } from './reader-context.js';

/** Schedules of EventBridge Scheduler that call a function at a rate; of others a notice says that they do not run. */
export function readSchedules(context: ReaderContext): ScheduleModel[] {
  return context.ofType('AWS::Scheduler::Schedule').flatMap(readSchedule);
}

function readSchedule({ stack, logicalId, properties, notice }: ResolvedResource): ScheduleModel[] {
  if (properties.string('State') === 'DISABLED') return [];
  const expression = properties.string('ScheduleExpression') ?? '';
  const everyMs = rateMs(expression);
  const target = properties.object('Target');
  const functionArn = target.string('Arn') ?? '';
  if (everyMs === undefined || !functionArn.includes(':lambda:')) {
    notice('not-emulated', 'only schedules that call a function at a rate run here');
    return [];
  }
  const input = target.string('Input');
  return [{ stackName: stack.name, logicalId, everyMs, functionArn, ...(input !== undefined && { input }) }];
}

const UNITS_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(15 minutes)`: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#rate-based */
function rateMs(expression: string): number | undefined {
  const [, count = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression.trim()) ?? [];
  const ms = Number(count) * (UNITS_MS[unit] ?? 0);
  return ms > 0 ? ms : undefined;
}
