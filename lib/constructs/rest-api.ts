import type { aws_apigateway } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type BodyRefs, restApiBody } from '../openapi/index.js';
import type { ApiPlan, Plan } from '../plan/plan.js';
import { apiNameOf, descriptionOf } from '../plan/split/part-text.js';
import type { PlanSlice } from '../plan/split/slices-of.js';
import { restAccessLogFormat } from './access-log-format.js';
import { cdk } from './cdk.js';
import { deploymentOf } from './deployment.js';
import { urlOf } from './domain.js';
import type { SynthesizedApi } from './http-api.js';
import { logGroup } from './log-group.js';
import { methodSettings } from './method-settings.js';
import { resolvableBody } from './resolvable-body.js';

export interface SynthesizedRestApi extends SynthesizedApi {
  readonly stage: aws_apigateway.CfnStage;
}

export interface RestRefs extends BodyRefs {
  /** Texts that refer to the backends that the app bound, of those that the REST API calls. */
  readonly calledByRest: readonly string[];
}

/** The REST API of a slice: one body, a deployment of just this body, and a stage that outlives it. */
export function makeRestApi(scope: Construct, plan: PlanSlice, api: ApiPlan, refs: RestRefs): SynthesizedRestApi {
  const body = resolvableBody(restApiBody(plan, refs));
  const description = descriptionOf(plan);
  const resource = new cdk.aws_apigateway.CfnRestApi(scope, 'RestApi', {
    name: apiNameOf(plan),
    ...(description ? { description } : {}),
    endpointConfiguration: { types: ['REGIONAL'] },
    // The import tries EDGE first where only the property says otherwise; some partitions have none.
    // https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html
    parameters: { endpointConfigurationTypes: 'REGIONAL' },
    ...(plan.domain ? { disableExecuteApiEndpoint: true } : {}),
    body,
    // The import warns of what it then leaves out, a model that requests are held to among it, and reports success.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-errors-warnings.html
    failOnWarnings: true,
  });
  const deployment = deploymentOf(scope, 'RestApiDeployment', resource.ref, body, refs.calledByRest);
  const stage = stageOf(scope, plan, api, resource.ref, deployment.ref);
  acknowledge(resource, stage, plan);
  const { region, urlSuffix } = cdk.Stack.of(scope);
  const url = `https://${resource.ref}.execute-api.${region}.${urlSuffix}/${api.stage}`;
  return { apiId: resource.ref, stageName: stage.ref, url: urlOf(plan, url), stage };
}

function stageOf(
  scope: Construct,
  plan: Plan,
  api: ApiPlan,
  restApiId: string,
  deploymentId: string,
): aws_apigateway.CfnStage {
  const logs = logGroup(scope, 'RestApiAccessLogs', plan.logRetentionDays);
  const settings = methodSettings(plan, api);
  return new cdk.aws_apigateway.CfnStage(scope, 'RestApiStage', {
    restApiId,
    deploymentId,
    stageName: api.stage,
    accessLogSetting: { destinationArn: logs.attrArn, format: restAccessLogFormat(plan) },
    ...(settings.length > 0 ? { methodSettings: settings } : {}),
    ...(plan.tracing ? { tracingEnabled: true } : {}),
  });
}

function acknowledge(api: aws_apigateway.CfnRestApi, stage: aws_apigateway.CfnStage, plan: Plan): void {
  cdk.Validations.of(api).acknowledge({
    id: 'AwsSolutions-APIG2',
    reason: 'The function validates the whole body; an API model could hold a part of the schema only',
  });
  cdk.Validations.of(stage).acknowledge(
    ...(hasWebAcl(plan) ? [] : [{ id: 'AwsSolutions-APIG3', reason: withoutWebAcl(plan) }]),
    { id: 'AwsSolutions-APIG6', reason: 'Access logs hold every error; execution logs would repeat them at a price' },
  );
}

/** The firewall's, or the one that lets nobody but the edge through. */
function hasWebAcl({ firewall, origin }: Plan): boolean {
  return firewall?.attachedTo === 'rest-stage' || origin !== undefined;
}

function withoutWebAcl({ firewall }: Plan): string {
  return firewall
    ? 'The firewall stands before CloudFront, and the spec leaves the way around it open'
    : 'The spec names no firewall; one is attached to the stage from outside';
}
