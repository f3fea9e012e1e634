import type { InvocationMessage, WorkerSettings } from '../protocol.js';

/** How a handler of the older styles ends its invocation. */
export interface Ending {
  readonly succeed: (result?: unknown) => void;
  readonly fail: (error?: unknown) => void;
  readonly done: (error?: unknown, result?: unknown) => void;
}

export interface InvocationContext {
  callbackWaitsForEmptyEventLoop?: boolean;
}

/**
 * The context object of Lambda's Node.js runtime. From Node.js 24 on it has neither
 * `callbackWaitsForEmptyEventLoop` nor `done`, `fail` and `succeed`.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export function invocationContext(
  message: InvocationMessage,
  settings: WorkerSettings,
  ending?: Ending,
): InvocationContext {
  const deadlineMs = Date.now() + settings.timeoutMs;
  return {
    ...(settings.runtimeMajor < 24 ? { callbackWaitsForEmptyEventLoop: true, ...ending } : {}),
    functionVersion: '$LATEST',
    functionName: settings.functionName,
    memoryLimitInMB: String(settings.memoryMb),
    logGroupName: settings.logGroupName,
    logStreamName: settings.logStreamName,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: message.arn,
    awsRequestId: message.requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  } as InvocationContext;
}
