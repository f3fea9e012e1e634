import type { Issue } from '../errors/issue.js';
import type { AroundConfig } from '../spec/around-config.js';
import { isStreamed, type LambdaBackend } from '../spec/backend.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { plainFile } from '../spec/plain-file.js';
import { placeOf } from '../spec/validate/place-of.js';
import type { ApiChoices } from './choose-apis.js';
import { customAuthorizerFunctions, HTTP_AUTHORIZER_TIMEOUT_MS } from './custom-authorizer-wait.js';
import {
  AUTHORIZER_FUNCTION_ID,
  functionId,
  KEY_KEEPER_FUNCTION_ID,
  ORIGIN_KEEPER_FUNCTION_ID,
  TRANSFORMER_FUNCTION_ID,
} from './ids.js';
import { onceAPlan } from './once-a-plan.js';
import { planOriginKeeper } from './origin/plan-origin-closing.js';
import type { FunctionPlan, GuardConfig } from './plan.js';
import { planAuthorizerFunction } from './plan-authorizer-function.js';
import { planCors } from './plan-cors.js';
import { planGuards } from './plan-guards.js';
import { planKeyKeeper } from './plan-key-keeper.js';
import { planTransformer } from './plan-transformer.js';
import { planArounds } from './plan-transforms.js';
import { planUsagePlans } from './plan-usage-plans.js';
import { routeAccess } from './route-access.js';

export function planFunctions(spec: GatewaySpec, choices: ApiChoices): readonly FunctionPlan[] {
  const guards = planGuards(spec, choices);
  const arounds = planArounds(spec, choices);
  const backends = new Map(lambdasOf(spec).map(({ fn }) => [functionId(fn), fn]));
  const waited = customAuthorizerFunctions(spec);
  const handlers = [...backends].map(([id, to]) => {
    const planned = planHandler(id, to, corsEnvironment(spec), { guard: guards.get(id), around: arounds.get(id) });
    return waited.has(id) && to.timeoutMs === undefined ? { ...planned, ...AS_LONG_AS_WAITED } : planned;
  });
  const sorted = handlers.sort((a, b) => (a.id < b.id ? -1 : 1));
  const transformer = planTransformer(spec, choices, {
    around: arounds.get(TRANSFORMER_FUNCTION_ID),
    guard: guards.get(TRANSFORMER_FUNCTION_ID),
    environment: corsEnvironment(spec),
  });
  return [
    ...sorted,
    ...transformer,
    ...planAuthorizerFunction(spec, choices),
    ...planKeyKeeper(spec.name, planUsagePlans(spec)),
    ...planOriginKeeper(spec),
  ];
}

/** On REST APIs too: a route that comes to an HTTP API is to change no function that others use. */
const AS_LONG_AS_WAITED = {
  timeoutMs: HTTP_AUTHORIZER_TIMEOUT_MS,
  because: `an HTTP API waits ${HTTP_AUTHORIZER_TIMEOUT_MS} ms for an authorizer`,
};

/** REST APIs pass answers on as they are, so the handler wrapper has to know what browsers need; on HTTP APIs it adds nothing. */
const corsEnvironment = onceAPlan((spec): Readonly<Record<string, string>> => {
  if (!spec.cors) return {};
  const { origins, exposeHeaders, credentials } = planCors(spec.cors, spec);
  return { GATEWRIGHT_CORS: JSON.stringify({ origins, exposeHeaders, credentials }) };
});

interface NamedLambda {
  readonly fn: LambdaBackend;
  readonly place: () => string;
}

/** Functions that routes name, as backends and as authorizers, with the place that names them. */
function lambdasOf(spec: GatewaySpec): readonly NamedLambda[] {
  const named: NamedLambda[] = [];
  for (const route of spec.routes) {
    const { custom } = routeAccess(route, spec);
    if (route.to.kind === 'lambda') named.push({ fn: route.to, place: () => `${placeOf(route)}.to` });
    if (custom) named.push({ fn: custom.function, place: () => `${placeOf(route)}.auth.function` });
  }
  return named;
}

/** To `streaming` of the runtime, which else answers whole. */
const STREAMS = { GATEWRIGHT_STREAMING: '1' };

function planHandler(
  id: string,
  backend: LambdaBackend,
  environment: Readonly<Record<string, string>>,
  { guard, around }: { readonly guard: GuardConfig | undefined; readonly around: AroundConfig | undefined },
): FunctionPlan {
  return {
    kind: 'handler',
    id,
    entry: plainFile(backend.entry),
    exportName: backend.export ?? 'handler',
    memoryMb: backend.memoryMb ?? 256,
    timeoutMs: backend.timeoutMs ?? 29_000,
    environment: { ...backend.environment, ...environment, ...(isStreamed(backend) && STREAMS) },
    ...(isStreamed(backend) && { streaming: true }),
    ...(guard && { guard }),
    ...(around && { around }),
  };
}

/** Different modules whose names come to the same id, as `a/b-c.ts` and `a-b/c.ts` do. */
export function functionCollisions(spec: GatewaySpec): readonly Issue[] {
  const seen = new Map<string, string>([
    [AUTHORIZER_FUNCTION_ID, 'the built-in authorizer'],
    [KEY_KEEPER_FUNCTION_ID, 'the built-in key keeper'],
    [ORIGIN_KEEPER_FUNCTION_ID, 'the built-in origin keeper'],
    [TRANSFORMER_FUNCTION_ID, 'the built-in transformer'],
  ]);
  return lambdasOf(spec).flatMap(({ fn, place }) => {
    const id = functionId(fn);
    const module = `${plainFile(fn.entry)}#${fn.export ?? 'handler'}`;
    const first = seen.get(id) ?? module;
    seen.set(id, first);
    return first === module ? [] : [collision(place(), id, first, module)];
  });
}

function collision(place: string, id: string, first: string, module: string): Issue {
  return {
    code: 'LAMBDA_NAME_COLLISION',
    place: `${place}.entry`,
    message: `two functions would both be called ${id}`,
    got: `${first} and ${module}`,
    allowed: 'modules whose names differ in letters and digits',
    fix: 'rename one of the files',
  };
}
