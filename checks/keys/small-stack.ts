import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { type MiniStack, REGION } from '../ministack/ministack.js';

const STACK = 'Partners';

/**
 * A stack with what `gatewright keys` finds a gateway by: the outputs of a gateway `partners` with one key route and
 * one plan. Gatewright's own templates, whole, are deployed by `check:deploy`.
 *
 * @returns the address of the route
 */
export async function deploySmallStack({ endpoint }: MiniStack, feeds: string): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const client = new CloudFormation({ endpoint, region: REGION, credentials });
  await client.createStack({ StackName: STACK, TemplateBody: JSON.stringify(template(feeds)) });
  for (let tries = 0; tries < 60; tries += 1) {
    const { Stacks: [stack] = [] } = await client.describeStacks({ StackName: STACK });
    if (stack?.StackStatus === 'CREATE_COMPLETE') {
      const api = stack.Outputs?.find(({ OutputKey }) => OutputKey === 'RestApiId')?.OutputValue;
      return `${endpoint}/_aws/execute-api/${api}/live/feed`;
    }
    if (stack?.StackStatus?.includes('FAILED') || stack?.StackStatus?.includes('ROLLBACK'))
      throw new Error(`the stack is ${stack.StackStatus}: ${stack.StackStatusReason}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('the stack is not complete after 15 s');
}

const reference = (id: string) => ({ Ref: id });

function template(feeds: string): object {
  const RestApiId = reference('Api');
  const Integration = { Type: 'HTTP_PROXY', IntegrationHttpMethod: 'GET', Uri: feeds };
  const method = { RestApiId, ResourceId: reference('Feed'), HttpMethod: 'GET', ApiKeyRequired: true };
  const plan = {
    UsagePlanName: 'partners-free',
    ApiStages: [{ ApiId: RestApiId, Stage: reference('Stage') }],
    Throttle: { RateLimit: 2, BurstLimit: 5 },
    Quota: { Limit: 10_000, Period: 'MONTH' },
  };
  const resource = (Type: string, Properties: object, DependsOn?: string) => ({
    Type: `AWS::ApiGateway::${Type}`,
    Properties,
    ...(DependsOn && { DependsOn }),
  });
  return {
    Resources: {
      Api: resource('RestApi', { Name: 'partners' }),
      Feed: resource('Resource', {
        RestApiId,
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: 'feed',
      }),
      ReadFeed: resource('Method', { ...method, AuthorizationType: 'NONE', Integration }),
      Deployment: resource('Deployment', { RestApiId }, 'ReadFeed'),
      Stage: resource('Stage', { RestApiId, StageName: 'live', DeploymentId: reference('Deployment') }),
      Free: resource('UsagePlan', plan),
    },
    Outputs: {
      GatewrightGateway: { Value: 'partners' },
      RestApiId: { Value: RestApiId },
      RestApiUrl: { Value: { 'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.amazonaws.com/live' } },
      UsagePlanFreeId: { Value: reference('Free') },
    },
  };
}
