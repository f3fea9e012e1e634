import type { Issue } from '../errors/issue.js';
import type { LambdaBackend } from '../spec/backend.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { JwtAuth } from '../spec/jwt.js';
import { placeOf } from '../spec/validate/place-of.js';
import type { ApiChoices } from './choose-apis.js';
import { AUTHORIZER_FUNCTION_ID, functionId } from './ids.js';
import { jwtRoutes } from './jwt-routes.js';
import type { FunctionPlan, JwtAuthorizerConfig, JwtSchemeConfig } from './plan.js';
import { planCors } from './plan-cors.js';

export function planFunctions(spec: GatewaySpec, choices: ApiChoices): readonly FunctionPlan[] {
  const backends = new Map(
    spec.routes.flatMap(({ to }) => (to.kind === 'lambda' ? [[functionId(to), to] as const] : [])),
  );
  const handlers = [...backends].map(([id, to]) => planHandler(id, to, corsEnvironment(spec)));
  const sorted = handlers.sort((a, b) => (a.id < b.id ? -1 : 1));
  return [...sorted, ...planJwtAuthorizer(spec, choices)];
}

/** REST APIs pass answers on as they are, so the handler wrapper has to know what browsers need; on HTTP APIs it adds nothing. */
function corsEnvironment({ cors }: GatewaySpec): Readonly<Record<string, string>> {
  if (!cors) return {};
  const { origins, exposeHeaders, credentials } = planCors(cors);
  return { GATEWRIGHT_CORS: JSON.stringify({ origins, exposeHeaders, credentials }) };
}

function planHandler(id: string, backend: LambdaBackend, environment: Readonly<Record<string, string>>): FunctionPlan {
  return {
    kind: 'handler',
    id,
    entry: backend.entry,
    exportName: backend.export ?? 'handler',
    memoryMb: backend.memoryMb ?? 256,
    timeoutMs: backend.timeoutMs ?? 29_000,
    environment: { ...backend.environment, ...environment },
  };
}

function planJwtAuthorizer(spec: GatewaySpec, choices: ApiChoices): readonly FunctionPlan[] {
  const served = jwtRoutes(spec, choices).filter(({ choice }) => choice.kind !== 'http-jwt');
  if (served.length === 0) return [];
  const sorted = served.toSorted((a, b) => (a.route.pattern < b.route.pattern ? -1 : 1));
  const config: JwtAuthorizerConfig = {
    schemes: Object.fromEntries(sorted.map(({ auth }) => [auth.name, schemeConfig(auth)])),
    routes: Object.fromEntries(
      sorted.map(({ route, auth }) => [route.pattern, { scheme: auth.name, scopes: auth.scopes, claims: auth.claims }]),
    ),
  };
  return [
    {
      kind: 'jwt-authorizer',
      id: AUTHORIZER_FUNCTION_ID,
      memoryMb: 512,
      timeoutMs: 5_000,
      config,
      because: '512 MB for the CPU that comes with it at a cold start; 5 s hold discovery and keys, 1.5 s each',
    },
  ];
}

function schemeConfig(auth: JwtAuth): JwtSchemeConfig {
  const { issuers, audiences, jwksUri, algorithms, clockToleranceSeconds, tokenType } = auth;
  return {
    issuers,
    audiences,
    ...(jwksUri !== undefined && { jwksUri }),
    algorithms,
    clockToleranceSeconds,
    ...(tokenType !== undefined && { tokenType }),
  };
}

/** Different modules whose names come to the same id, as `a/b-c.ts` and `a-b/c.ts` do. */
export function functionCollisions(spec: GatewaySpec): readonly Issue[] {
  const seen = new Map<string, string>([[AUTHORIZER_FUNCTION_ID, 'the built-in JWT authorizer']]);
  return spec.routes.flatMap((route) => {
    if (route.to.kind !== 'lambda') return [];
    const id = functionId(route.to);
    const module = `${route.to.entry}#${route.to.export ?? 'handler'}`;
    const first = seen.get(id) ?? module;
    seen.set(id, first);
    return first === module ? [] : [collision(placeOf(route), id, first, module)];
  });
}

function collision(place: string, id: string, first: string, module: string): Issue {
  return {
    code: 'LAMBDA_NAME_COLLISION',
    place: `${place}.to.entry`,
    message: `two functions would both be called ${id}`,
    got: `${first} and ${module}`,
    allowed: 'modules whose names differ in letters and digits',
    fix: 'rename one of the files',
  };
}
