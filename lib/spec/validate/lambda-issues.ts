import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import { quotas } from '../../facts/quotas.js';
import type { LambdaBackend } from '../backend.js';
import type { Route } from '../route.js';

const LAMBDA_LIMITS = quotas.lambdaMemoryMb.source;
const ENVIRONMENT = 'https://docs.aws.amazon.com/lambda/latest/dg/API_Environment.html';
const RESERVED_NAMES = 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html';
const STREAMING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html';
const CREATE_FUNCTION = 'https://docs.aws.amazon.com/lambda/latest/dg/API_CreateFunction.html';

interface Fault {
  readonly code: string;
  readonly at: keyof LambdaBackend;
  readonly message: string;
  readonly got: string;
  readonly allowed: string;
  readonly fix: string;
  readonly source: string;
}

export function lambdaIssues(backend: LambdaBackend, _route: Route, place: string): readonly Issue[] {
  return functionIssues(backend, place);
}

/** Of a function, whatever it is there for. */
export function functionIssues(backend: LambdaBackend, place: string): readonly Issue[] {
  const faults = FAULTS.map((faultOf) => faultOf(backend)).filter((fault) => fault !== undefined);
  return faults.map(({ at, ...rest }) => ({ ...rest, place: `${place}.${at}` }));
}

const FAULTS = [
  entryFault,
  exportFault,
  memoryFault,
  timeoutFault,
  environmentFault,
  environmentSizeFault,
  streamingFault,
];

function entryFault({ entry }: LambdaBackend): Fault | undefined {
  const below = !/^([/\\]|[A-Za-z]:)/.test(entry) && !entry.split(/[/\\]/).includes('..');
  // The function is named after the letters and digits of its module.
  if (below && /[A-Za-z0-9]/.test(entry.replace(/\.[cm]?[jt]sx?$/, ''))) return undefined;
  return {
    code: 'LAMBDA_ENTRY',
    at: 'entry',
    message: 'a handler is a file below the code root',
    got: shown(entry),
    allowed: 'a relative path without .., with a letter or digit in it',
    fix: 'write handlers/get-book.ts',
    source: CREATE_FUNCTION,
  };
}

/** A handler setting is `file.export`, up to 128 characters without blanks. */
function exportFault({ export: name }: LambdaBackend): Fault | undefined {
  if (name === undefined || /^[A-Za-z_$][\w$]{0,63}$/.test(name)) return undefined;
  return {
    code: 'LAMBDA_EXPORT',
    at: 'export',
    message: 'a module cannot export a handler under this name',
    got: shown(name),
    allowed: '1 to 64 letters, digits, _ and $, no digit first',
    fix: 'name a function that the module exports',
    source: CREATE_FUNCTION,
  };
}

function memoryFault({ memoryMb = 256 }: LambdaBackend): Fault | undefined {
  const { lambdaMinMemoryMb: least, lambdaMemoryMb: most } = quotas;
  if (Number.isInteger(memoryMb) && memoryMb >= least.value && memoryMb <= most.value) return undefined;
  return {
    code: 'LAMBDA_MEMORY',
    at: 'memoryMb',
    message: 'Lambda does not take this memory',
    got: shown(memoryMb),
    allowed: `whole MB, ${least.value} to ${most.value}`,
    fix: 'start with 256',
    source: LAMBDA_LIMITS,
  };
}

function timeoutFault({ timeoutMs = 29_000 }: LambdaBackend): Fault | undefined {
  if (timeoutMs % 1000 === 0 && timeoutMs >= 1000 && timeoutMs <= quotas.lambdaTimeoutMs.value) return undefined;
  return {
    code: 'LAMBDA_TIMEOUT',
    at: 'timeoutMs',
    message: 'Lambda counts its timeout in whole seconds',
    got: shown(timeoutMs),
    allowed: `1000 to ${quotas.lambdaTimeoutMs.value} in steps of 1000`,
    fix: 'round up to the next second',
    source: LAMBDA_LIMITS,
  };
}

/** Two characters at least, so Lambda's own pattern says. */
const VARIABLE = /^[A-Za-z][A-Za-z0-9_]+$/;
const RESERVED =
  /^(AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_.*|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

function environmentFault({ environment = {} }: LambdaBackend): Fault | undefined {
  const bad = Object.keys(environment).filter((name) => !VARIABLE.test(name) || RESERVED.test(name));
  if (bad.length === 0) return undefined;
  return {
    code: 'LAMBDA_ENVIRONMENT',
    at: 'environment',
    message: 'Lambda does not take these names',
    got: shown(bad),
    allowed: 'two or more letters, digits and _, a letter first, none that Lambda reserves',
    fix: 'rename the variables',
    source: bad.some((name) => !VARIABLE.test(name)) ? ENVIRONMENT : RESERVED_NAMES,
  };
}

function environmentSizeFault({ environment = {} }: LambdaBackend): Fault | undefined {
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  if (bytes <= quotas.lambdaEnvironmentBytes.value) return undefined;
  return {
    code: 'LAMBDA_ENVIRONMENT_SIZE',
    at: 'environment',
    message: 'the environment is too large',
    got: `${bytes} bytes`,
    allowed: `${quotas.lambdaEnvironmentBytes.value} bytes`,
    fix: 'read large settings from a file of the bundle or from a parameter',
    source: LAMBDA_LIMITS,
  };
}

function streamingFault({ streaming }: LambdaBackend): Fault | undefined {
  if (streaming === undefined || streaming === true) return undefined;
  return {
    code: 'LAMBDA_STREAMING',
    at: 'streaming',
    message: 'a function streams, or it does not',
    got: shown(streaming),
    allowed: 'true, or nothing',
    fix: 'write streaming: true, or leave it out',
    source: STREAMING,
  };
}
