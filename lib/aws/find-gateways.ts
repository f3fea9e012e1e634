import type { Stack } from '@aws-sdk/client-cloudformation';
import { type MeterSecret, readMeterSecrets } from '../keys/meter-secret.js';
import { AwsCallError, failedFor } from './aws-call-error.js';
import type { Connection } from './clients.js';

/** A gateway as the outputs of its stack name it. */
export interface FoundGateway {
  readonly name: string;
  readonly stack: string;
  readonly stackArn: string;
  readonly planIds: readonly string[];
  /** What the keys of tenants are made of. */
  readonly meters: readonly MeterSecret[];
}

const GATEWAY = 'GatewrightGateway';
const METERS = 'MeterSecrets';

/** The gateways of one stack, or of all stacks of the region. None where there is no such stack. */
export async function findGateways(aws: Connection, stack?: string): Promise<readonly FoundGateway[]> {
  const found: FoundGateway[] = [];
  let NextToken: string | undefined;
  do {
    const input = { ...(stack && { StackName: stack }), ...(NextToken && { NextToken }) };
    const call = aws.cloudFormation('DescribeStacks', (client) => client.describeStacks(input));
    const page = await call.catch((error: unknown) => noneOrThrow(error, stack));
    found.push(...(page.Stacks ?? []).flatMap(gatewaysOf));
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return found;
}

function noneOrThrow(error: unknown, stack: string | undefined): { Stacks: Stack[]; NextToken?: string } {
  if (stack !== undefined && failedFor(error, 'not-found')) return { Stacks: [] };
  if (stack === undefined && failedFor(error, 'access-denied'))
    throw new AwsCallError(
      'access-denied',
      `${error.message}\nto look at one stack in place of all, name it with --stack`,
    );
  throw error;
}

/** A gateway inside somebody's stack puts its own prefix before each output, so that two of them share a stack. */
function gatewaysOf({ StackName = '', StackId = '', Outputs = [] }: Stack): readonly FoundGateway[] {
  const outputs = Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const);
  return outputs
    .filter(([key]) => key.endsWith(GATEWAY))
    .map(([key, name]) => {
      const prefix = key.slice(0, -GATEWAY.length);
      const plan = new RegExp(`^${prefix}UsagePlan[A-Za-z0-9]+Id$`);
      const planIds = outputs.filter(([other]) => plan.test(other)).map(([, id]) => id);
      const meters = readMeterSecrets(outputs.find(([other]) => other === `${prefix}${METERS}`)?.[1]);
      return { name, stack: StackName, stackArn: StackId, planIds, meters };
    });
}
