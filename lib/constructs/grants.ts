import type { Construct } from 'constructs';
import type { ApiType, Plan } from '../plan/plan.js';
import { callersOf, isAuthorizerAlone, openToAll } from '../plan/quotas/callers.js';
import type { PlanSlice } from '../plan/split/slices-of.js';
import type { Bindings } from './bind-backends.js';
import { cdk } from './cdk.js';
import type { GatewayFunction } from './gateway-function.js';

interface Invokable {
  readonly functions: ReadonlyMap<string, GatewayFunction>;
  readonly bindings: Bindings;
}

/**
 * Lets an API invoke the functions that it uses: one statement per function, for all of its routes, since a function's
 * policy holds 20 KB. What more APIs call than that holds is left to `grantInvokeToAll`.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
 */
export function grantInvoke(scope: Construct, slice: PlanSlice, api: ApiType, apiId: string, to: Invokable): void {
  const sourceArn = cdk.Stack.of(scope).formatArn({ service: 'execute-api', resource: apiId, resourceName: '*' });
  const { functions, backends } = usedBy(slice, api);
  const callers = callersOf(slice.whole ?? slice);
  for (const id of without(functions, openToAll(callers.functions))) {
    const fn = functionOf(to, id);
    // In the stack of the API: beside a function of another stack it would close a cycle.
    const isBeside = cdk.Stack.of(fn) === cdk.Stack.of(scope);
    const place = isBeside ? { in: fn, id: `InvokeFrom-${api}` } : { in: scope, id: `Call-${id}-From-${api}` };
    permit(place, fn.arn, sourceArn);
  }
  for (const [functionArn, name] of boundFunctions(to, without(backends, openToAll(callers.backends))))
    permit({ in: scope, id: `Invoke-${name}-From-${api}` }, functionArn, sourceArn);
}

/**
 * Lets every API of the account and Region invoke the functions that more APIs call than a policy can name; of what is an
 * authorizer alone, as an authorizer. The ARNs say whose account it is, so no `SourceAccount` says it again: API Gateway is
 * not known to send one always.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html `SourceArn` is compared by `StringLike`
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function grantInvokeToAll(scope: Construct, plan: Plan, to: Invokable): void {
  const { functions, backends } = callersOf(plan);
  const anyApi = (resourceName: string) =>
    cdk.Stack.of(scope).formatArn({ service: 'execute-api', resource: '*', resourceName });
  for (const id of openToAll(functions)) {
    const fn = functionOf(to, id);
    permit({ in: fn, id: 'InvokeFrom-all' }, fn.arn, anyApi(isAuthorizerAlone(plan, id) ? 'authorizers/*' : '*'));
  }
  for (const [functionArn, name] of boundFunctions(to, openToAll(backends)))
    permit({ in: scope, id: `Invoke-${name}-From-all` }, functionArn, anyApi('*'));
}

function permit(place: { readonly in: Construct; readonly id: string }, functionName: string, sourceArn: string): void {
  new cdk.aws_lambda.CfnPermission(place.in, place.id, {
    action: 'lambda:InvokeFunction',
    functionName,
    principal: 'apigateway.amazonaws.com',
    sourceArn,
  });
}

function functionOf({ functions }: Invokable, id: string): GatewayFunction {
  const fn = functions.get(id);
  if (!fn) throw new Error(`The plan names the function "${id}", which it does not have`);
  return fn;
}

/** ARN → the first name that is bound to it. Not by its own addPermission, which leaves imported functions out with a warning. */
function boundFunctions({ bindings }: Invokable, names: Iterable<string>): ReadonlyMap<string, string> {
  const bound = new Map<string, string>();
  for (const name of names) {
    const binding = bindings[name];
    if (binding?.kind !== 'function') continue;
    const { functionArn } = binding.function;
    bound.set(functionArn, bound.get(functionArn) ?? name);
  }
  return bound;
}

function without(names: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => !others.has(name));
}

function usedBy(plan: Plan, api: ApiType): { functions: ReadonlySet<string>; backends: ReadonlySet<string> } {
  const used = new Set(plan.routes.filter((route) => route.api === api).map((route) => route.integration));
  const integrations = plan.integrations.filter((integration) => used.has(integration.id));
  const handlers = integrations.flatMap((to) => (to.kind === 'lambda' ? [to.function] : []));
  const authorizers = plan.authorizers.flatMap((authorizer) =>
    authorizer.api === api && 'function' in authorizer ? [authorizer.function] : [],
  );
  return {
    functions: new Set([...handlers, ...authorizers]),
    backends: new Set(integrations.flatMap((to) => (to.kind === 'bound' ? [to.name] : []))),
  };
}
