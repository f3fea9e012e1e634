import { Command, Option } from 'commander';
import { stringify } from 'yaml';
import { type ContractNote, contractDocument } from '../../contract/index.js';
import { httpApiBody, restApiBody } from '../../openapi/index.js';
import { planGateway } from '../../plan/plan-gateway.js';
import { slicesOf } from '../../plan/split/slices-of.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Console } from '../console.js';
import { findApp } from '../find-app.js';
import { loadSpec } from '../load-spec.js';
import { standInRefs } from '../stand-in-refs.js';
import { writeOutput } from '../write-output.js';

interface OpenApiFlags {
  readonly aws?: true;
  readonly json?: true;
  readonly yaml?: true;
  readonly output?: string;
  readonly server?: string;
}

export function openapiCommand(console: Console): Command {
  return new Command('openapi')
    .summary("write the gateway's contract: OpenAPI 3.1")
    .description(
      'Writes what callers may rely on: routes, parameters, bodies, answers, who may call, and the limits. The same spec gives the same bytes.',
    )
    .argument('[file]', "the module whose default export is the gateway (default: the project's gateway.ts)")
    .option('--aws', 'the bodies that API Gateway imports in place of the contract, by API')
    .addOption(new Option('--json', 'as JSON (default)').conflicts('yaml'))
    .option('--yaml', 'as YAML')
    .option('-o, --output <file>', 'write here in place of printing; .yaml and .yml are written as YAML')
    .option('--server <url>', "where the gateway is called (default: its domain's address)")
    .action(async (file: string | undefined, flags: OpenApiFlags) => {
      const { spec } = await loadSpec(findApp(file, process.cwd()));
      const { document, notes } = flags.aws ? awsBodies(spec) : contractDocument(spec, serverOf(flags));
      for (const note of notes) console.err(noteText(note));
      await writeOutput(printed(document, flags), flags.output, console);
    });
}

function serverOf({ server }: OpenApiFlags): { readonly server?: string } {
  return server === undefined ? {} : { server };
}

/** Keys in the order of the document, no line broken, nothing by reference: as people write it. */
function printed(document: object, { json, yaml, output }: OpenApiFlags): string {
  const isYaml = yaml === true || (json === undefined && /\.ya?ml$/i.test(output ?? ''));
  return isYaml
    ? stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 })
    : `${JSON.stringify(document, null, 2)}\n`;
}

function noteText({ place, reason }: ContractNote): string {
  return `gatewright: ${place} is left open in the document: ${reason}`;
}

/** Functions and bound backends by the names that the plan has for them. */
function awsBodies(spec: GatewaySpec): { readonly document: object; readonly notes: readonly ContractNote[] } {
  const plan = planGateway(spec);
  const refs = standInRefs(plan);
  const bodyOf = { http: httpApiBody, rest: restApiBody };
  const bodies = slicesOf(plan).flatMap((slice) =>
    slice.apis.map(({ id, type }) => [id, bodyOf[type](slice, refs)] as const),
  );
  return { document: Object.fromEntries(bodies), notes: [] };
}
