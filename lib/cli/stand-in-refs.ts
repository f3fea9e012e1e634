import type { BodyRefs } from '../openapi/body-refs.js';
import type { Plan } from '../plan/plan.js';

/**
 * What stands in a body for values that only a deployment knows, as `Fn::Sub` writes them: `${FUNCTION.Arn}` by the
 * plan's name of the function, `${BACKEND}` by the bound backend's.
 */
export function standInRefs(plan: Plan): BodyRefs {
  const uri = (id: string) =>
    `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${id}.Arn}/invocations`;
  const bound = plan.integrations.flatMap((integration) => (integration.kind === 'bound' ? [integration.name] : []));
  return {
    invocationUris: Object.fromEntries(plan.functions.map(({ id }) => [id, uri(id)])),
    backends: Object.fromEntries(bound.map((name) => [name, { kind: 'url', url: `https://\${${name}}` }])),
  };
}
