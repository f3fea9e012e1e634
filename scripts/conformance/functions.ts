import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunctionPool, type FunctionPool } from '../../lib/local/lambda/function-pool.js';
import type { FunctionModel } from '../../lib/local/model/cloud.js';
import { UnknownRecordingError } from './recordings.js';

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

/** The recorded handlers as Lambda functions of the product. */
export interface RecordedFunctions {
  readonly arnOf: (handler: string, environment?: Readonly<Record<string, string>>) => string;
  readonly invoke: FunctionPool['invoke'];
  readonly close: () => Promise<void>;
}

interface FunctionNeed {
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** @param needs functions that run a handler with variables of their own */
export async function startFunctions(
  handlers: Readonly<Record<string, string>>,
  needs: readonly FunctionNeed[],
): Promise<RecordedFunctions> {
  const directory = await mkdtemp(join(tmpdir(), 'recorded-functions-'));
  for (const [name, source] of Object.entries(handlers)) {
    await mkdir(join(directory, name), { recursive: true });
    await writeFile(join(directory, name, 'index.mjs'), source);
  }
  const plain = Object.keys(handlers).map((handler) => ({ handler, environment: {} }));
  const all = [...plain, ...needs].map((need) => ({ need, model: modelOf(directory, need) }));
  const pool = createFunctionPool(
    all.map(({ model }) => model),
    { region: REGION },
  );
  return {
    arnOf: (handler, environment = {}) => {
      const key = nameOf({ handler, environment });
      const found = all.find(({ model }) => model.name === key);
      if (found === undefined) throw new UnknownRecordingError(`the handler ${handler} is not known`);
      return found.model.arn;
    },
    invoke: pool.invoke,
    close: async () => {
      await pool.close(0);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Functions of one handler differ in all of their variables: two that start alike are still two. */
function nameOf({ handler, environment }: FunctionNeed): string {
  const variables = Object.entries(environment);
  if (variables.length === 0) return handler;
  return `${handler}-${createHash('sha256').update(JSON.stringify(variables)).digest('hex').slice(0, 32)}`;
}

function modelOf(directory: string, need: FunctionNeed): FunctionModel {
  const name = nameOf(need);
  return {
    stackName: 'Recordings',
    logicalId: name,
    arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`,
    name,
    handler: 'index.handler',
    runtime: 'nodejs20.x',
    code: { kind: 'directory', path: join(directory, need.handler) },
    environment: need.environment,
    timeoutMs: 10_000,
    memoryMb: 256,
    logGroupName: `/aws/lambda/${name}`,
  };
}
