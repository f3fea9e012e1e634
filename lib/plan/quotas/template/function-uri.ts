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

const INVOCATION = jsonBytes({
  'Fn::Sub': `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${.Arn}/invocations`,
});
const STREAMED = 'response-streaming-'.length;

/** Of the URI that an API calls a function of the plan at. */
export function functionUriBytes(functionId: string, { functions }: BodyPlan): number {
  const streams = streamingOf(functions).has(functionId);
  return INVOCATION + logicalIdLength(functionId, 'Function') + (streams ? STREAMED : 0);
}

/** Asked for each route of a REST API, among all functions. */
const streamingOf = onceEach(
  (functions: readonly FunctionPlan[]): ReadonlySet<string> =>
    new Set(functions.flatMap((fn) => (fn.kind === 'handler' && fn.streaming === true ? [fn.id] : []))),
);
