import type { Construct } from 'constructs';
import type { ApiType, Plan } from '../plan/plan.js';
import type { Bindings } from './bind-backends.js';
import { cdk } from './cdk.js';
import type { GatewayFunction } from './gateway-function.js';

interface Invokable {
  readonly functions: ReadonlyMap<string, GatewayFunction>;
  readonly bindings: Bindings;
}

/**
 * Lets an API invoke the functions that it uses: one statement per function, for all of its routes, since a function's
 * policy holds 20 KB.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
 */
export function grantInvoke(scope: Construct, plan: Plan, api: ApiType, apiId: string, to: Invokable): void {
  const sourceArn = cdk.Stack.of(scope).formatArn({ service: 'execute-api', resource: apiId, resourceName: '*' });
  const used = usedBy(plan, api);
  for (const id of used.functions) {
    const fn = to.functions.get(id);
    if (!fn) throw new Error(`The plan names the function "${id}", which it does not have`);
    // In the stack of the API: beside a function of another stack it would close a cycle.
    const isBeside = cdk.Stack.of(fn) === cdk.Stack.of(scope);
    new cdk.aws_lambda.CfnPermission(isBeside ? fn : scope, isBeside ? `InvokeFrom-${api}` : `Call-${id}-From-${api}`, {
      action: 'lambda:InvokeFunction',
      functionName: fn.arn,
      principal: 'apigateway.amazonaws.com',
      sourceArn,
    });
  }
  for (const name of used.backends) {
    const binding = to.bindings[name];
    if (binding?.kind !== 'function') continue;
    // Not by its own addPermission, which leaves imported functions out with a warning.
    new cdk.aws_lambda.CfnPermission(scope, `Invoke-${name}-From-${api}`, {
      action: 'lambda:InvokeFunction',
      functionName: binding.function.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn,
    });
  }
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
