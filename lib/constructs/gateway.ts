import type { aws_lambda } from 'aws-cdk-lib';
import type { Construct as IScope } from 'constructs';
import { bundleFunctions } from '../bundling/bundle-functions.js';
import { type Issue, IssuesError } from '../errors/issue.js';
import { type MeterSecret, writeMeterSecrets } from '../keys/meter-secret.js';
import type { BodyRefs } from '../openapi/index.js';
import type { EdgePlan } from '../plan/edge-plan.js';
import type { DomainPlan, FunctionPlan, Plan } from '../plan/plan.js';
import { planGateway } from '../plan/plan-gateway.js';
import type { BackendNames, GatewaySpec } from '../spec/gateway.js';
import { annotateWarnings } from './annotate-warnings.js';
import type { BackendBinding } from './backends.js';
import { type Bindings, bindBackends } from './bind-backends.js';
import { bindingIssues } from './binding-issues.js';
import { Construct } from './cdk.js';
import { makeDomain, type SynthesizedDomain } from './domain.js';
import { type EdgeProps, makeEdge, type SynthesizedEdge } from './edge/make-edge.js';
import { attachToRestStage } from './firewall/attach-to-rest-stage.js';
import { makeWebAcl } from './firewall/make-web-acl.js';
import { GatewayFunction } from './gateway-function.js';
import { grantInvoke } from './grants.js';
import { makeHttpApi, type SynthesizedApi } from './http-api.js';
import { invocationUri } from './invocation-uri.js';
import { keepKeys } from './key-keeper.js';
import { meterSecretsOf } from './meter-secrets.js';
import { closeOrigin } from './origin/close-origin.js';
import { makeOriginSecret, type OriginSecret } from './origin/origin-secret.js';
import { OUTPUTS, output, usagePlanOutput } from './outputs.js';
import { makeRestApi, type SynthesizedRestApi } from './rest-api.js';
import type { Bundle } from './stage-bundle.js';
import { truststoreIssues } from './truststore.js';
import { makeUsagePlans } from './usage-plans.js';

/** Bundles functions; `bundleFunctions` is one. */
export type Bundler = (
  functions: readonly FunctionPlan[],
  options: { readonly codeRoot: string },
) => ReadonlyMap<string, Bundle>;

/** Every backend that the spec names has to be bound, and nothing else can be. */
export type BackendsProps<G extends GatewaySpec> = [BackendNames<G>] extends [never]
  ? { readonly backends?: Readonly<Record<string, never>> }
  : { readonly backends: { readonly [Name in BackendNames<G>]: BackendBinding } };

export type GatewayProps<G extends GatewaySpec> = {
  readonly gateway: G;
  /** The directory that `lambda('…')` entries are relative to. @default the current directory */
  readonly codeRoot?: string;
  /** What makes code of entries. @default esbuild */
  readonly bundler?: Bundler;
  /** The SNS topic that hears the alarms on the key keeper, and on the rotation of the origin's secret. @default the alarms are there, and tell nobody */
  readonly alarmTopicArn?: string;
} & BackendsProps<G>;

/** A whole gateway inside a stack. It decides nothing: what is made, and why, is the plan's. */
export class Gateway<G extends GatewaySpec = GatewaySpec> extends Construct {
  readonly plan: Plan;
  readonly httpApi: SynthesizedApi | undefined;
  readonly restApi: SynthesizedRestApi | undefined;
  /** Usage plan ids by name. */
  readonly usagePlanIds: ReadonlyMap<string, string>;
  /** CloudFront in front of the APIs; undefined where the spec has none. */
  readonly edge: SynthesizedEdge | undefined;
  readonly #functions: ReadonlyMap<string, GatewayFunction>;

  /** @throws IssuesError with every issue of the spec, its code and its bindings */
  constructor(scope: IScope, id: string, props: GatewayProps<G>) {
    super(scope, id);
    const bindings: Bindings = props.backends ?? {};
    this.plan = planGateway(props.gateway);
    const codeRoot = props.codeRoot ?? process.cwd();
    refuseIssues(this.plan, [...bindingIssues(this.plan, bindings), ...truststoreIssues(this.plan.domain, codeRoot)]);
    annotateWarnings(this, this.plan);
    const backends = bindBackends(this, bindings);
    this.#functions = makeFunctions(this, this.plan, props.bundler ?? bundleFunctions, codeRoot);
    const refs: BodyRefs = { backends, invocationUris: invocationUris(this, this.#functions) };
    for (const api of this.plan.apis) {
      if (api.id === 'http') this.httpApi = makeHttpApi(this, this.plan, api, refs);
      else this.restApi = makeRestApi(this, this.plan, api, refs);
    }
    const invokable = { functions: this.#functions, bindings };
    if (this.httpApi) grantInvoke(this, this.plan, 'http', this.httpApi.apiId, invokable);
    if (this.restApi) grantInvoke(this, this.plan, 'rest', this.restApi.apiId, invokable);
    this.usagePlanIds = this.restApi
      ? makeUsagePlans(this, this.plan.gateway, this.plan.usagePlans, this.restApi)
      : new Map();
    keepKeys(this.plan, this.#functions, { planIds: this.usagePlanIds, alarmTopicArn: props.alarmTopicArn });
    writeOutputs(this, meterSecretsOf(props.gateway));
    if (this.restApi) stageFirewall(this, this.plan, this.restApi);
    const secret = makeOriginSecret(this, this.plan);
    closeOrigin(this, this.plan, secret, {
      functions: this.#functions,
      restApi: this.restApi,
      alarmTopicArn: props.alarmTopicArn,
    });
    this.edge = this.plan.edge && this.#makeEdge(this.plan.edge, secret);
    const front = this.plan.domain?.api === 'rest' ? this.restApi : this.httpApi;
    if (this.plan.domain && front) {
      writeDomainOutputs(this, this.plan.domain, makeDomain(this, this.plan.domain, front, codeRoot));
    }
  }

  #makeEdge(edge: EdgePlan, secret: OriginSecret | undefined): SynthesizedEdge {
    const apiIds = {
      ...(this.httpApi && { http: this.httpApi.apiId }),
      ...(this.restApi && { rest: this.restApi.apiId }),
    };
    const made = makeEdge(this, { plan: this.plan, edge, apiIds, secret, webAcl: edgeFirewall(this.plan) });
    writeEdgeOutputs(this, made);
    return made;
  }

  /**
   * The function behind `lambda(entry, { export })`, for grants and alarms: `table.grantReadData(gateway.function('handlers/get.ts'))`.
   *
   * @throws Error where no route names that module and export
   */
  function(entry: string, exportName = 'handler'): aws_lambda.IFunction {
    const plan = this.plan.functions.find(
      (planned) => planned.kind === 'handler' && planned.entry === entry && planned.exportName === exportName,
    );
    const made = plan && this.#functions.get(plan.id);
    if (!made) throw new Error(`No route of "${this.plan.gateway}" names the export ${exportName} of ${entry}`);
    return made.asFunction();
  }
}

function stageFirewall(scope: Gateway, plan: Plan, restApi: SynthesizedRestApi): void {
  const { firewall } = plan;
  if (firewall?.attachedTo !== 'rest-stage') return;
  attachToRestStage(scope, 'FirewallAssociation', restApi, makeWebAcl(scope, 'Firewall', firewall, plan).arn);
}

function edgeFirewall(plan: Plan): EdgeProps['webAcl'] {
  const { firewall } = plan;
  if (firewall?.attachedTo !== 'edge') return undefined;
  return (scope) => makeWebAcl(scope, 'Firewall', firewall, plan).arn;
}

function makeFunctions(
  scope: Gateway,
  plan: Plan,
  bundler: Bundler,
  codeRoot: string,
): ReadonlyMap<string, GatewayFunction> {
  const bundles = bundler(plan.functions, { codeRoot });
  const { logRetentionDays, tracing } = plan;
  return new Map(
    plan.functions.map((planned) => {
      const bundle = bundles.get(planned.id);
      if (!bundle) throw new Error(`The bundler left out the function "${planned.id}"`);
      return [planned.id, new GatewayFunction(scope, planned.id, { plan: planned, bundle, logRetentionDays, tracing })];
    }),
  );
}

function invocationUris(scope: Gateway, functions: ReadonlyMap<string, GatewayFunction>): Record<string, string> {
  return Object.fromEntries([...functions].map(([id, fn]) => [id, invocationUri(scope, fn.arn, fn.streams)]));
}

function writeOutputs(gateway: Gateway, meters: readonly MeterSecret[]): void {
  const { plan, httpApi, restApi } = gateway;
  output(gateway, OUTPUTS.gateway, plan.gateway, 'Name of the gateway');
  if (httpApi) {
    output(gateway, OUTPUTS.httpApiUrl, httpApi.url, `Address of the HTTP API of ${plan.gateway}`);
    output(gateway, OUTPUTS.httpApiId, httpApi.apiId, `Id of the HTTP API of ${plan.gateway}`);
  }
  if (restApi) {
    output(gateway, OUTPUTS.restApiUrl, restApi.url, `Address of the REST API of ${plan.gateway}`);
    output(gateway, OUTPUTS.restApiId, restApi.apiId, `Id of the REST API of ${plan.gateway}`);
  }
  for (const [name, id] of gateway.usagePlanIds) {
    output(gateway, usagePlanOutput(name), id, `Id of the usage plan ${name} of ${plan.gateway}`);
  }
  if (meters.length > 0) {
    output(
      gateway,
      OUTPUTS.meterSecrets,
      writeMeterSecrets(meters),
      `Where the secrets of the meters of ${plan.gateway} are`,
    );
  }
}

function writeDomainOutputs(gateway: Gateway, plan: DomainPlan, { target }: SynthesizedDomain): void {
  output(gateway, OUTPUTS.domainName, plan.name, `Name of ${gateway.plan.gateway} in the DNS`);
  if (target !== undefined) output(gateway, OUTPUTS.domainTarget, target, `What the DNS has to point ${plan.name} at`);
}

function writeEdgeOutputs(gateway: Gateway, { scope: { scope }, url, target, distributionId }: SynthesizedEdge): void {
  const name = gateway.plan.gateway;
  output(gateway, OUTPUTS.edgeUrl, url, `Address of ${name}`, scope);
  output(gateway, OUTPUTS.edgeTarget, target, `What the DNS has to point the names of ${name} at`, scope);
  output(
    gateway,
    OUTPUTS.distributionId,
    distributionId,
    `Id of the distribution of ${name}, for invalidations`,
    scope,
  );
}

function refuseIssues(plan: Plan, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new IssuesError(`The gateway ${JSON.stringify(plan.gateway)}`, issues);
}
