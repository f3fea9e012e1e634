import type { RestApiModel, RestStage } from '../../model/rest-api.js';
import type { WebAclModel } from '../../model/web-acl.js';
import { optional } from '../optional.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';

/** `arn:aws:apigateway:us-east-1::/restapis/abc123/stages/prod` */
const STAGE_ARN = /^arn:[^:]+:apigateway:[^:]*::\/restapis\/([^/]+)\/stages\/([^/]+)$/;

/**
 * The APIs with the web ACLs that `AWS::WAFv2::WebACLAssociation`s put before their stages. One that leads nowhere is
 * noticed.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-wafv2-webaclassociation.html
 */
export function associateWebAcls(
  apis: readonly RestApiModel[],
  acls: readonly WebAclModel[],
  context: ReaderContext,
): RestApiModel[] {
  const arns = new Map(
    context.ofType('AWS::WAFv2::WebACLAssociation').flatMap((resource) => readAssociation(resource, apis, acls)),
  );
  const withAcl = (api: RestApiModel, stage: RestStage): RestStage => ({
    ...stage,
    ...optional('webAclArn', arns.get(`${api.apiId}/${stage.name}`)),
  });
  return apis.map((api) => ({ ...api, stages: api.stages.map((stage) => withAcl(api, stage)) }));
}

function readAssociation(
  { properties, notice }: ResolvedResource,
  apis: readonly RestApiModel[],
  acls: readonly WebAclModel[],
): (readonly [stage: string, webAclArn: string])[] {
  const [resourceArn, aclArn] = [properties.string('ResourceArn'), properties.string('WebACLArn')];
  if (resourceArn === undefined || aclArn === undefined) return [];
  const [, apiId, stage] = STAGE_ARN.exec(resourceArn) ?? [];
  const isServed = apis.some((api) => api.apiId === apiId && api.stages.some(({ name }) => name === stage));
  if (!isServed) {
    notice('unresolved', `ResourceArn: ${resourceArn} is no stage of a REST API of the cloud assembly`);
    return [];
  }
  if (!acls.some(({ arn }) => arn === aclArn)) {
    notice('unresolved', `WebACLArn: ${aclArn} is not in the cloud assembly, so nothing filters ${resourceArn}`);
    return [];
  }
  return [[`${apiId}/${stage}`, aclArn]];
}
