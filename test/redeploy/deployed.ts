import { fromUrl } from '../../lib/constructs/index.js';
import { importHttpBody } from '../../lib/local/http-api/import/import-http-body.js';
import type { RestApiModel } from '../../lib/local/model/rest-api.js';
import { importRestBody } from '../../lib/local/rest/import/import-rest-body.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import { partTemplates } from '../constructs/support/nested.js';
import { stackOf } from '../constructs/support/synth.js';
import { readStacks } from '../local/assembly/assembly-fixture.js';

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** What a spec would deploy into one stack. */
export interface Deployed {
  readonly text: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

/** By the names of parts, and `own`. */
export type DeployedStacks = Readonly<Record<string, Deployed>>;

export function deployedBy(spec: GatewaySpec): DeployedStacks {
  const isBound = spec.routes.some(({ to }) => to.kind === 'bound');
  const options = isBound ? { backends: () => ({ orders: fromUrl('https://orders.example') }) } : {};
  const templates = Object.entries(partTemplates(stackOf(spec, options)));
  return Object.fromEntries(templates.map(([part, template]) => [part, deployed(template.toJSON())]));
}

function deployed(template: { readonly Resources?: Deployed['resources'] }): Deployed {
  return { text: JSON.stringify(template), resources: template.Resources ?? {} };
}

export function idsOf({ resources }: Deployed, type: string): readonly string[] {
  return Object.keys(resources).filter((id) => resources[id]?.Type === type);
}

/** What the REST API serves, as the local gateway reads it: it shares no code with what wrote the template. */
export function restDefinition({ text }: Deployed): Partial<RestApiModel> | undefined {
  const importBodies = { rest: importRestBody, http: importHttpBody };
  const { apis } = readStacks({ Shop: JSON.parse(given(text)) }, { importBodies });
  const rest = apis.find((api) => api.kind === 'rest');
  if (rest === undefined) return undefined;
  const { stages: _limitsAndLogs, ...definition } = rest;
  return definition;
}

/** With a function of another stack for each parameter, which is named after what it is in there. */
function given(text: string): string {
  const elsewhere = 'arn:aws:lambda:us-east-1:000000000000:function:';
  return Object.keys(JSON.parse(text).Parameters ?? {})
    .filter((name) => name.startsWith('reference'))
    .reduce(
      (rest, name) =>
        rest.replaceAll(`{"Ref":"${name}"}`, `"${elsewhere}${name}"`).replaceAll(`\${${name}}`, `${elsewhere}${name}`),
      text,
    );
}
