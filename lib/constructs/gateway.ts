import type { aws_lambda } from 'aws-cdk-lib';
import type { Construct as IScope } from 'constructs';
import { bundleFunctions } from '../bundling/bundle-functions.js';
import { type Issue, IssuesError } from '../errors/issue.js';
import type { EdgePlan } from '../plan/edge-plan.js';
import type { Plan } from '../plan/plan.js';
import { planGateway } from '../plan/plan-gateway.js';
import type { BackendNames, GatewaySpec } from '../spec/gateway.js';
import { plainFile } from '../spec/plain-file.js';
import { annotateWarnings } from './annotate-warnings.js';
import type { BackendBinding } from './backends.js';
import { type Bindings, bindBackends } from './bind-backends.js';
import { bindingIssues } from './binding-issues.js';
import { Construct } from './cdk.js';
import { makeDomain } from './domain.js';
import { type EdgeProps, makeEdge, type SynthesizedEdge } from './edge/make-edge.js';
import { attachToRestStages } from './firewall/attach-to-rest-stages.js';
import { makeWebAcl } from './firewall/make-web-acl.js';
import type { GatewayFunction } from './gateway-function.js';
import { writeDomainOutputs, writeEdgeOutputs, writeOutputs } from './gateway-outputs.js';
import type { SynthesizedApi } from './http-api.js';
import { keepKeys } from './key-keeper.js';
import { type MadeApi, makeApis } from './make-apis.js';
import { type Bundler, makeFunctions } from './make-functions.js';
import { meterSecretsOf } from './meter-secrets.js';
import { closeOrigin } from './origin/close-origin.js';
import { makeOriginSecret, type OriginSecret } from './origin/origin-secret.js';
import { partScopes } from './part-scope.js';
import type { SynthesizedRestApi } from './rest-api.js';
import { truststoreIssues } from './truststore.js';
import { makeUsagePlans } from './usage-plans.js';

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
  /** All APIs by their ids in the plan: `http`, `rest`, and of a part `http-orders`. */
  readonly apis: ReadonlyMap<string, MadeApi>;
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
    const { plan } = this;
    const { codeRoot = process.cwd(), bundler = bundleFunctions, alarmTopicArn } = props;
    refuseIssues(plan, [...bindingIssues(plan, bindings), ...truststoreIssues(plan.domain, codeRoot)]);
    annotateWarnings(this, plan);
    const scopeOf = partScopes(this, plan);
    const backends = bindBackends(this, bindings);
    const functions = makeFunctions(plan, bundler(plan.functions, { codeRoot }), scopeOf);
    this.#functions = functions;
    this.apis = makeApis(plan, { functions, bindings, backends }, scopeOf);
    const restApis = [...this.apis.values()].filter((api) => api.plan.type === 'rest');
    this.usagePlanIds = makeUsagePlans(this, plan, restApis);
    keepKeys(plan, functions, { planIds: this.usagePlanIds, alarmTopicArn });
    writeOutputs(this, meterSecretsOf(props.gateway));
    stageFirewall(this, plan, restApis);
    const secret = makeOriginSecret(this, plan);
    closeOrigin(this, plan, secret, { functions, restApis, alarmTopicArn });
    this.edge = plan.edge && this.#makeEdge(plan.edge, secret);
    const front = plan.domain && this.apis.get(plan.domain.api);
    if (plan.domain && front) {
      writeDomainOutputs(this, plan.domain, makeDomain(this, plan.domain, front, codeRoot));
    }
  }

  /** The HTTP API of the gateway's own stack. */
  get httpApi(): SynthesizedApi | undefined {
    return this.apis.get('http');
  }

  /** The REST API of the gateway's own stack. */
  get restApi(): SynthesizedRestApi | undefined {
    const api = this.apis.get('rest');
    return api?.stage && { ...api, stage: api.stage };
  }

  #makeEdge(edge: EdgePlan, secret: OriginSecret | undefined): SynthesizedEdge {
    const { plan, apis } = this;
    const made = makeEdge(this, { plan, edge, apis, secret, webAcl: edgeFirewall(plan) });
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
      (planned) =>
        planned.kind === 'handler' && planned.entry === plainFile(entry) && planned.exportName === exportName,
    );
    const made = plan && this.#functions.get(plan.id);
    if (!made) throw new Error(`No route of "${this.plan.gateway}" names the export ${exportName} of ${entry}`);
    return made.asFunction();
  }
}

function stageFirewall(scope: Gateway, plan: Plan, restApis: readonly MadeApi[]): void {
  const { firewall } = plan;
  if (firewall?.attachedTo !== 'rest-stage') return;
  attachToRestStages(scope, 'FirewallAssociation', restApis, makeWebAcl(scope, 'Firewall', firewall, plan).arn);
}

function edgeFirewall(plan: Plan): EdgeProps['webAcl'] {
  const { firewall } = plan;
  if (firewall?.attachedTo !== 'edge') return undefined;
  return (scope) => makeWebAcl(scope, 'Firewall', firewall, plan).arn;
}

function refuseIssues(plan: Plan, issues: readonly Issue[]): void {
  if (issues.length > 0) throw new IssuesError(`The gateway ${JSON.stringify(plan.gateway)}`, issues);
}
