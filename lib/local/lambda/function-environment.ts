import { randomBytes } from 'node:crypto';
import { devNull } from 'node:os';
import type { FunctionModel } from '../model/cloud.js';

/**
 * The variables that a function sees: its own, and those that Lambda reserves and a function cannot override.
 * Nothing of the developer's shell but PATH; the AWS SDK is kept off the developer's credential files, so that
 * a handler reaches AWS only with what `extra` hands it.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function functionEnvironment(
  model: FunctionModel,
  place: { readonly region: string; readonly taskRoot: string; readonly logStreamName: string },
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_CONFIG_FILE: devNull,
    ...extra,
    ...model.environment,
    PATH: model.environment.PATH ?? process.env.PATH ?? '/usr/bin:/bin',
    LANG: model.environment.LANG ?? 'en_US.UTF-8',
    TZ: model.environment.TZ ?? ':UTC',
    _HANDLER: model.handler,
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${model.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: model.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: model.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStreamName,
    LAMBDA_TASK_ROOT: place.taskRoot,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
  };
}

/** `2026/11/21/[$LATEST]` and 32 hexadecimal digits. */
export function logStreamName(nowMs: number, id: string = randomBytes(16).toString('hex')): string {
  return `${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${id}`;
}
