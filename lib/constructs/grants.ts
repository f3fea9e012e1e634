import type { CfnResource, Reference } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ApiType, Plan } from '../plan/plan.js';
import { callersOf, isAuthorizerAlone, openToAll } from '../plan/quotas/callers.js';
import type { PlanSlice } from '../plan/split/slices-of.js';
import type { Bindings } from './bind-backends.js';
import { cdk } from './cdk.js';
import type { GatewayFunction } from './gateway-function.js';
import { namesInIds } from './names-in-ids.js';
import { textAround } from './own-reference.js';
import { usedBy } from './used-by.js';

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
  const sourceArn = allRoutesOf(scope, apiId);
  const { functions, backends } = usedBy(slice, api);
  const callers = callersOf(slice.whole ?? slice);
  const called = without(functions, openToAll(callers.functions)).map((id) => ({ id, fn: functionOf(to, id) }));
  const isBeside = ({ fn }: { readonly fn: Construct }) => cdk.Stack.of(fn) === cdk.Stack.of(scope);
  for (const { fn } of called.filter(isBeside))
    permit({ in: fn, id: `InvokeFrom-${api}` }, textAround('', fn.arnAttribute, ''), sourceArn);
  // In the stack of the API: beside a function of another stack it would close a cycle.
  const elsewhere = called.filter((each) => !isBeside(each));
  const nameOf = namesInIds(elsewhere.map(({ id }) => id));
  for (const { id, fn } of elsewhere)
    permit({ in: scope, id: `Call-${nameOf(id)}-From-${api}` }, textAround('', fn.arnAttribute, ''), sourceArn);
  permitBound(scope, boundFunctions(to, without(backends, openToAll(callers.backends))), api, sourceArn);
}

/** `arn:aws:execute-api:eu-west-1:111122223333:abc123/*` */
function allRoutesOf(scope: Construct, apiId: string): string {
  const stack = cdk.Stack.of(scope);
  const { partition, region, account } = stack;
  const { target } = cdk.Tokenization.reverse(apiId) as Reference;
  const before = stack.resolve(`arn:${partition}:execute-api:${region}:${account}:`);
  return textAround(before, { resource: target as CfnResource }, '/*');
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
  permitBound(scope, boundFunctions(to, openToAll(backends)), 'all', anyApi('*'));
}

/** @param bound ARN → name */
function permitBound(
  scope: Construct,
  bound: ReadonlyMap<string, string>,
  from: ApiType | 'all',
  sourceArn: string,
): void {
  const nameOf = namesInIds([...bound.values()]);
  for (const [functionArn, name] of bound)
    permit({ in: scope, id: `Invoke-${nameOf(name)}-From-${from}` }, functionArn, sourceArn);
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
