import { KEY_TAGS } from './key-tags.js';

/** Where keys are administered. */
export interface PolicyScope {
  readonly partition: string;
  readonly region: string;
  /** Of the stack: `arn:aws:cloudformation:eu-west-1:111122223333:stack/Bookshop/…` */
  readonly stackArn: string;
  readonly gateway: string;
  readonly planIds: readonly string[];
  /** Names or ARNs of the secrets that tenants' keys are made of. */
  readonly secretIds: readonly string[];
}

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * The least that `gatewright keys` needs, for one gateway in the regions named. API Gateway's actions are HTTP methods
 * on paths; keys carry their gateway in a tag, so that those of other gateways are out of reach of all that changes
 * them, but for tags: making a key cannot be told from tagging one that is there. Listing cannot be held to a tag, and
 * whoever may list keys may list their values.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
 */
export function keysPolicy(scopes: readonly PolicyScope[]): PolicyDocument {
  const all = STATEMENTS.map((statement) => statement(scopes));
  // A statement without a resource is none: IAM refuses the whole document.
  return { Version: '2012-10-17', Statement: all.filter(({ Resource }) => Resource.length > 0) };
}

const STATEMENTS: readonly ((scopes: readonly PolicyScope[]) => Statement)[] = [
  (scopes) =>
    allow('FindGateway', ['cloudformation:DescribeStacks'], scopes, ({ stackArn }) => [
      // The last part changes when a stack is made anew.
      stackArn.replace(/\/[^/]*$/, '/*'),
    ]),
  (scopes) =>
    allow('ListKeys', ['apigateway:GET'], scopes, (scope) => [arn(scope, '/apikeys'), arn(scope, '/apikeys/*')]),
  (scopes) => ({
    ...allow('MakeKeys', ['apigateway:POST'], scopes, (scope) => [arn(scope, '/apikeys')]),
    Condition: { StringEquals: { [`aws:RequestTag/${KEY_TAGS.gateway}`]: gatewayOf(scopes) } },
  }),
  (scopes) => ({
    ...allow('ChangeOwnKeys', ['apigateway:PATCH', 'apigateway:DELETE'], scopes, (scope) => [arn(scope, '/apikeys/*')]),
    Condition: { StringEquals: { [`aws:ResourceTag/${KEY_TAGS.gateway}`]: gatewayOf(scopes) } },
  }),
  // Making a key with tags is authorized as a PUT of these tags as well, on the ARN in its encoded form.
  (scopes) => ({
    ...allow('TagNewKeys', ['apigateway:PUT'], scopes, (scope) => [tagsArn(scope)]),
    Condition: { StringEquals: { [`aws:RequestTag/${KEY_TAGS.gateway}`]: gatewayOf(scopes) } },
  }),
  (scopes) => ({
    ...allow('TagKeys', ['apigateway:PUT'], scopes, (scope) => [tagsArn(scope)]),
    Condition: onlyTags(KEY_TAGS.plan, KEY_TAGS.graceUntil, KEY_TAGS.replacedBy),
  }),
  (scopes) => ({
    ...allow('UntagKeys', ['apigateway:DELETE'], scopes, (scope) => [tagsArn(scope)]),
    Condition: onlyTags(KEY_TAGS.graceUntil, KEY_TAGS.replacedBy),
  }),
  (scopes) => allow('ReadPlans', ['apigateway:GET'], scopes, (scope) => plans(scope, '', '/keys', '/keys/*', '/usage')),
  (scopes) => allow('PutOnPlans', ['apigateway:POST'], scopes, (scope) => plans(scope, '/keys')),
  (scopes) => allow('TakeOffPlans', ['apigateway:DELETE'], scopes, (scope) => plans(scope, '/keys/*')),
  (scopes) => allow('ReadMeterSecrets', ['secretsmanager:GetSecretValue'], scopes, secretArns),
  (scopes) => ({
    ...allow('TellEventBus', ['events:PutEvents'], scopes, eventBus),
    Condition: { StringEquals: { 'events:source': 'gatewright.keys' } },
  }),
];

function allow(
  Sid: string,
  Action: readonly string[],
  scopes: readonly PolicyScope[],
  resources: (scope: PolicyScope) => readonly string[],
): Statement {
  return { Sid, Effect: 'Allow', Action, Resource: scopes.flatMap(resources) };
}

/**
 * No other tag, and one at least: of no tag at all, everything is true of all.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html
 */
function onlyTags(...names: readonly string[]): NonNullable<Statement['Condition']> {
  return { 'ForAllValues:StringEquals': { 'aws:TagKeys': names }, Null: { 'aws:TagKeys': 'false' } };
}

function gatewayOf(scopes: readonly PolicyScope[]): string {
  return scopes[0]?.gateway ?? '';
}

function arn({ partition, region }: PolicyScope, path: string): string {
  return `arn:${partition}:apigateway:${region}::${path}`;
}

function tagsArn(scope: PolicyScope): string {
  return arn(scope, `/tags/${encodeURIComponent(arn(scope, '/apikeys/'))}*`);
}

function plans(scope: PolicyScope, ...below: readonly string[]): readonly string[] {
  return scope.planIds.flatMap((id) => below.map((path) => arn(scope, `/usageplans/${id}${path}`)));
}

function eventBus(scope: PolicyScope): readonly string[] {
  const { partition, region } = scope;
  return [`arn:${partition}:events:${region}:${accountOf(scope)}:event-bus/default`];
}

/** Secrets Manager puts six characters of its own behind a name. */
function secretArns(scope: PolicyScope): readonly string[] {
  const { partition, region, secretIds } = scope;
  const below = `arn:${partition}:secretsmanager:${region}:${accountOf(scope)}:secret:`;
  return [...new Set(secretIds)].map((id) => (id.startsWith('arn:') ? id : `${below}${id}-??????`));
}

function accountOf({ stackArn }: PolicyScope): string {
  return stackArn.split(':')[4] ?? '*';
}
