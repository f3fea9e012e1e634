import { onceEach } from '../../once-each.js';
import type { FunctionPlan } from '../../plan.js';
import { jsonBytes } from './json-bytes.js';
import type { BodyPlan } from './once-a-body.js';

/** CDK puts eight signs of a hash behind the names that stand in a path. */
const HASH_LENGTH = 8;

/** Length of the logical id of a part of a function: `handlers-get-book` → `handlersgetbookFunction1A2B3C4D`. */
export function logicalIdLength(functionId: string, part: 'Function' | 'Role' | 'Logs'): number {
  return functionId.replace(/[^A-Za-z0-9]/g, '').length + part.length + HASH_LENGTH;
}

/**
 * What CDK calls a parameter of a part by: `referencetoShophandlersgetbookFunction1A2B3C4DArn`. The plan does not know
 * the stack's name, which is longer within a stage.
 */
export const STACK_NAME = 8;
const REFERENCE = 'referencetoArn'.length + STACK_NAME;

/** Length of the name that a part has a function of the gateway's own stack by. */
export function parameterLength(functionId: string): number {
  return REFERENCE + logicalIdLength(functionId, 'Function');
}

const INVOCATION = jsonBytes({
  'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${}/invocations`,
});
const STREAMED = 'response-streaming-'.length;

/** Of the URI that an API calls a function of the plan at. */
export function functionUriBytes(functionId: string, { functions, whole }: BodyPlan): number {
  const streams = streamingOf(whole?.functions ?? functions).has(functionId);
  const name = isOwn(functionId, functions)
    ? logicalIdLength(functionId, 'Function') + '.Arn'.length
    : parameterLength(functionId);
  return INVOCATION + name + (streams ? STREAMED : 0);
}

/** Whether a stack of these functions has the function itself, and not from the stack that it is nested in. */
export function isOwn(functionId: string, functions: readonly FunctionPlan[]): boolean {
  return idsOf(functions).has(functionId);
}

const idsOf = onceEach(
  (functions: readonly FunctionPlan[]): ReadonlySet<string> => new Set(functions.map(({ id }) => id)),
);

/** Asked for each route of a REST API, among all functions. */
const streamingOf = onceEach(
  (functions: readonly FunctionPlan[]): ReadonlySet<string> =>
    new Set(functions.flatMap((fn) => (fn.kind === 'handler' && fn.streaming === true ? [fn.id] : []))),
);
