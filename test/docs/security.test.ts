import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { ApiGatewayAccount, fromUrl, GatewayStack } from '../../lib/constructs/index.js';
import { runCli } from '../cli/fixtures/run-cli.js';
import { gatewayFixtures } from '../fixtures/gateways/index.js';
import { manyCallers } from '../fixtures/many-callers.js';
import { standInBundler } from '../fixtures/stand-in-bundler.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(REPOSITORY, 'docs/security.md'), 'utf8');

/** Fixtures of nothing but gateways; the others hold functions and roles of an app around them. */
const GATEWAYS_ALONE = [
  'minimal',
  'everything-on',
  'http-only',
  'rest-only',
  'both-kinds',
  'every-scheme',
  'own-domain',
  'edge-with-everything',
];

/** Types that say who may do what; what CloudFront calls policies are settings. */
const GRANTS = /^AWS::IAM::|^AWS::Lambda::Permission$|^AWS::(?!CloudFront::).*Policy$/;

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties of any resource
  readonly Properties: any;
}

describe('docs/security.md', () => {
  it('lists every statement that the templates grant, and no other', () => {
    expect([...grantsOf(templates())].sort()).toEqual([...tableRows()].sort());
  });

  it('names tests that are there', () => {
    const named = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(20);
    for (const path of named) expect(existsSync(join(REPOSITORY, path)), path).toBe(true);
  });

  it('is right that the local gateway listens on this machine alone unless told otherwise', async () => {
    expect((await runCli('dev', '--help')).out).toMatch(/--host <address>.*\(default: "127\.0\.0\.1"\)/s);
  });

  it('states how long an authorizer’s answer is kept', () => {
    const [ttl] = templates().flatMap((resources) =>
      [...JSON.stringify(resources).matchAll(/"authorizerResultTtlInSeconds":(\d+)/g)].map(([, seconds]) => seconds),
    );
    expect(page).toContain(`opens for up to ${ttl} s`);
  });
});

/** `component | taken by | actions | on`, as in the page. */
function tableRows(): ReadonlySet<string> {
  const [, section = ''] = page.split('## What each deployed component may do');
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| component'));
  return new Set(rows.map((line) => line.slice(2, -2).trim()));
}

let made: readonly Readonly<Record<string, Resource>>[] | undefined;

function templates(): readonly Readonly<Record<string, Resource>>[] {
  if (made) return made;
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-grants-'));
  const app = new App({ builtinCloudFormationValidation: false, treeMetadata: false, analyticsReporting: false });
  try {
    for (const fixture of gatewayFixtures.filter(({ name }) => GATEWAYS_ALONE.includes(name)))
      fixture.addTo(app, standInBundler(join(folder, fixture.name)));
    new ApiGatewayAccount(new Stack(app, 'Account'), 'Account');
    new GatewayStack(app, 'Market', {
      gateway: manyCallers(41),
      backends: { stock: fromUrl('https://stock.example') },
      bundler: standInBundler(join(folder, 'market')),
    });
    const stacks = app.node.findAll().filter((child) => Stack.isStack(child));
    expect(stacks.length).toBeGreaterThan(GATEWAYS_ALONE.length);
    made = stacks.map((stack) => Template.fromStack(stack).toJSON().Resources);
    return made;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function grantsOf(stacks: readonly Readonly<Record<string, Resource>>[]): ReadonlySet<string> {
  return new Set(
    stacks.flatMap((resources) =>
      Object.entries(resources).flatMap(([id, resource]) => (GRANTS.test(resource.Type) ? rowsOf(id, resource) : [])),
    ),
  );
}

function rowsOf(id: string, { Type, Properties }: Resource): readonly string[] {
  if (Type === 'AWS::Lambda::Permission') return [permissionRow(Properties)];
  if (Type === 'AWS::IAM::Policy' && Properties.Roles.length === 1 && Properties.Roles[0].Ref) {
    const component = componentOf(Properties.Roles[0].Ref);
    return Properties.PolicyDocument.Statement.flatMap((one: Statement) => policyRows(component, one));
  }
  if (Type !== 'AWS::IAM::Role') return [`${id} | a ${Type}, which no gateway has`];
  const component = componentOf(id);
  const takenBy = Properties.AssumeRolePolicyDocument.Statement.map(shownPrincipal).join();
  const managed = (Properties.ManagedPolicyArns ?? []).map(
    (arn: unknown) =>
      `${component} | ${takenBy} | managed policy \`${/(\w+)"\]?\]?\}?$/.exec(JSON.stringify(arn))?.[1]}\` | the account's logs`,
  );
  const inline = (Properties.Policies ?? []).flatMap(({ PolicyDocument }: never) =>
    (PolicyDocument as { Statement: readonly Statement[] }).Statement.map((one) =>
      statementRow(component, takenBy, id, one),
    ),
  );
  return [...managed, ...inline];
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function statementRow(
  component: string,
  takenBy: string,
  roleId: string,
  { Effect, Action, Resource, Condition }: Statement,
): string {
  const actions = [Action]
    .flat()
    .map((action) => `\`${action}\``)
    .join(', ');
  const traces = Resource === '*';
  const on = traces
    ? '`*`: these actions take no resource'
    : (named(Resource, Condition) ?? logGroupOf(Resource, roleId));
  return `${component}${traces ? ', with tracing' : ''} | ${takenBy} | ${Effect === 'Allow' ? '' : `${Effect} `}${actions} | ${on}`;
}

/** What a keeper or the authorizer may do besides writing its log: a row for each resource, since not every plan has a quota. */
function policyRows(component: string, { Effect, Action, Resource, Condition = {} }: Statement): readonly string[] {
  const where = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => conditionText(operator, key, value)),
  );
  const actions = [Action]
    .flat()
    .map((action) => `\`${action}\``)
    .join(', ');
  return [Resource].flat().map((resource) => {
    const on = `${component} | \`lambda.amazonaws.com\` | ${Effect === 'Allow' ? '' : `${Effect} `}${actions}`;
    return `${on} | ${resourceText(resource)}${where.join('')}`;
  });
}

function conditionText(operator: string, key: string, value: unknown): string {
  if (operator === 'Null') return `, and \`${key}\` is ${value === 'false' ? 'there' : 'not there'}`;
  if (key === 'aws:ResourceTag/gatewright:gateway') return `, where \`${key}\` is the gateway's name`;
  const ofOrigin = /^gatewright\/\{AWS::Region\}\/\w+\/\w+\/origin$/;
  const wanted = ofOrigin.test(textOf(value)) ? "the name of the origin's secret" : `\`${textOf(value)}\``;
  return `, where \`${key}\` is ${wanted}`;
}

function resourceText(resource: unknown): string {
  if (resource === '*') return '`*`: these actions take no resource';
  const known = new Map([
    ['{OriginSecret}', "the origin's secret"],
    ['{OriginWebAcl.Arn}', "the origin's web ACL"],
  ]);
  const text = textOf(resource);
  return known.get(text) ?? `\`${arnText(text).replace(/\{\w*UsagePlan\w+\}/, 'ID')}\``;
}

/** An ARN without its partition, Region and account, where these are the stack's own. */
function arnText(arn: string): string {
  return arn
    .replace(/^arn:\{AWS::Partition\}:\w+:(\{AWS::Region\}|us-east-1)?:(\{AWS::AccountId\})?:/, '')
    .replace('arn%3A{AWS::Partition}%3Aapigateway%3A{AWS::Region}%3A%3A', 'ARN-OF-');
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join();
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as Readonly<Record<string, never>>;
  if (join) return (join[1] as unknown[]).map(textOf).join(join[0]);
  return `{${ref ?? (attribute as unknown as readonly string[]).join('.')}}`;
}

/** Secrets and keys of the spec, each by its own ARN; of a name, which ends in six characters that nobody knows, any six. */
function named(resource: unknown, condition: Statement['Condition']): string | undefined {
  if (!Array.isArray(resource)) return undefined;
  const arns = resource.map(textOf);
  if (!condition && arns.every((arn) => /^arn:[^*?]+:secretsmanager:[^*?]+:secret:[^*?]+(-\?{6})?$/.test(arn)))
    return 'each secret that its schemes name';
  const isViaSecrets = /^\{"StringEquals":\{"kms:ViaService":/.test(JSON.stringify(condition) ?? '');
  if (isViaSecrets && arns.every((arn) => /^arn:[^*?]+:kms:[^*?]+:key\/[^*?]+$/.test(arn)))
    return 'each key that a secret of these names, where `kms:ViaService` is Secrets Manager';
  return undefined;
}

/** Of the same construct, as `authorizerRole` and `authorizerLogs` are; or the one for all handlers. */
function logGroupOf(resource: unknown, roleId: string): string {
  const [group, attribute] = (resource as { 'Fn::GetAtt'?: readonly string[] })['Fn::GetAtt'] ?? [];
  const own = group?.replace(/Logs\w{8}$/, '') === roleId.replace(/Role\w{8}$/, '') && attribute === 'Arn';
  if (group === 'HandlerLogs' && attribute === 'Arn') return 'the log group of the handlers';
  if (group?.startsWith('keykeeperFunction') && roleId.startsWith('keykeeperScheduleRole')) return 'the key keeper';
  return own ? 'its own log group' : JSON.stringify(resource);
}

function componentOf(roleId: string): string {
  if (/^AccountLogsRole/.test(roleId)) return 'role of `ApiGatewayAccount`, only where you deploy it';
  if (/^keykeeperScheduleRole/.test(roleId)) return "role of the key keeper's schedule";
  if (/^keykeeperRole/.test(roleId)) return 'role of the key keeper';
  if (/^originkeeperRole/.test(roleId)) return 'role of the origin keeper';
  return /^authorizerRole/.test(roleId) ? 'role of the authorizer' : 'role of a handler';
}

function shownPrincipal({
  Action,
  Principal,
  Effect,
}: {
  Action: unknown;
  Principal: { Service: string };
  Effect: string;
}): string {
  return Action === 'sts:AssumeRole' && Effect === 'Allow'
    ? `\`${Principal.Service}\``
    : JSON.stringify({ Action, Principal });
}

/** Of any API, or any authorizer, of this account and Region. */
const ANY_API = {
  '*/*': 'API Gateway, for any API of the account and Region | one function that more than 40 APIs of the gateway use',
  '*/authorizers/*':
    'API Gateway, for any authorizer of the account and Region | one authorizer that more than 40 APIs of the gateway use',
} as const;
const ANY_API_ARN =
  /^arn:\{AWS::Partition\}:execute-api:\{AWS::Region\}:\{AWS::AccountId\}:(?<any>\*\/\*|\*\/authorizers\/\*)$/;

/** One function by its own ARN, for one API of the same stack; or the origin keeper, for this account's Secrets Manager. */
function permissionRow({
  Action,
  Principal,
  FunctionName,
  SourceArn,
  SourceAccount,
  ...more
}: Record<string, unknown>) {
  const { 'Fn::GetAtt': attribute, Ref: ref } = FunctionName as { 'Fn::GetAtt'?: readonly string[]; Ref?: string };
  const fn = ref ?? attribute?.[0] ?? '';
  if (Principal === 'secretsmanager.amazonaws.com' && (SourceAccount as { Ref: string }).Ref === 'AWS::AccountId')
    return `Secrets Manager, for this account | \`${Principal}\` | \`${Action}\` | ${/^originkeeperFunction/.test(fn) ? 'the origin keeper' : fn}`;
  const any = ANY_API_ARN.exec(textOf(SourceArn))?.groups?.any as keyof typeof ANY_API | undefined;
  if (fn && any && SourceAccount === undefined && Object.keys(more).length === 0) {
    const [takenBy, called] = ANY_API[any].split(' | ');
    return `${takenBy} | \`${Principal}\` | \`${Action}\` | ${called}`;
  }
  const oneApi = /:execute-api:.*\{"Ref":"\w*(Http|Rest)Api\w*"\},"\/\*"\]/.test(JSON.stringify(SourceArn));
  const on = fn && oneApi ? 'one function that this API uses' : JSON.stringify({ FunctionName, SourceArn, more });
  return `API Gateway, for one API | \`${Principal}\` | \`${Action}\` | ${on}`;
}
