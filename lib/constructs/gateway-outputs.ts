import { type MeterSecret, writeMeterSecrets } from '../keys/meter-secret.js';
import type { DomainPlan } from '../plan/plan.js';
import type { SynthesizedDomain } from './domain.js';
import type { SynthesizedEdge } from './edge/make-edge.js';
import type { Gateway } from './gateway.js';
import type { MadeApi } from './make-apis.js';
import { apiOutput, OUTPUTS, output, usagePlanOutput } from './outputs.js';

/** What the command line, the local gateway and people find a gateway by. */
export function writeOutputs(gateway: Gateway, meters: readonly MeterSecret[]): void {
  const { plan, apis, usagePlanIds } = gateway;
  output(gateway, OUTPUTS.gateway, plan.gateway, 'Name of the gateway');
  for (const api of apis.values()) writeApiOutputs(gateway, api);
  for (const [name, id] of usagePlanIds) {
    output(gateway, usagePlanOutput(name), id, `Id of the usage plan ${name} of ${plan.gateway}`);
  }
  if (meters.length === 0) return;
  const secrets = writeMeterSecrets(meters);
  output(gateway, OUTPUTS.meterSecrets, secrets, `Where the secrets of the meters of ${plan.gateway} are`);
}

/** A template has 200 outputs at most: of a part, behind an edge nobody needs the address, and without one the id. */
function writeApiOutputs(gateway: Gateway, { plan, url, apiId }: MadeApi): void {
  const { gateway: name, edge } = gateway.plan;
  const described = `the ${plan.type.toUpperCase()} API ${plan.part === undefined ? '' : `${plan.part} `}of ${name}`;
  if (plan.part === undefined || !edge) output(gateway, apiOutput(plan, 'Url'), url, `Address of ${described}`);
  if (plan.part === undefined || edge) output(gateway, apiOutput(plan, 'Id'), apiId, `Id of ${described}`);
}

export function writeDomainOutputs(gateway: Gateway, plan: DomainPlan, { target }: SynthesizedDomain): void {
  output(gateway, OUTPUTS.domainName, plan.name, `Name of ${gateway.plan.gateway} in the DNS`);
  if (target !== undefined) output(gateway, OUTPUTS.domainTarget, target, `What the DNS has to point ${plan.name} at`);
}

export function writeEdgeOutputs(gateway: Gateway, edge: SynthesizedEdge): void {
  const { gateway: name } = gateway.plan;
  const { url, target, distributionId, scope } = edge;
  const described = {
    [OUTPUTS.edgeUrl]: [url, `Address of ${name}`],
    [OUTPUTS.edgeTarget]: [target, `What the DNS has to point the names of ${name} at`],
    [OUTPUTS.distributionId]: [distributionId, `Id of the distribution of ${name}, for invalidations`],
  } as const;
  for (const [id, [value, description]] of Object.entries(described)) {
    output(gateway, id, value, description, scope.scope);
  }
}
