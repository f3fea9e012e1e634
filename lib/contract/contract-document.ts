import type { Plan } from '../plan/plan.js';
import { planGateway } from '../plan/plan-gateway.js';
import { statedAuth } from '../plan/route-access.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { throttleText } from './limits-text.js';
import type { OpenApiDocument, OperationObject, SecurityScheme, ServerObject } from './open-api.js';
import { type ContractOperation, operationObject, operationsOf } from './operations.js';
import { type ContractNote, schemaStore } from './schema-store.js';
import { schemesFor } from './security.js';
import { ERROR_SCHEMAS, errorComponent, type StandardError } from './standard-errors.js';
import { tagTexts } from './tag-texts.js';

export interface Contract {
  readonly document: OpenApiDocument;
  /** What the document leaves open, and why. */
  readonly notes: readonly ContractNote[];
}

export interface ContractOptions {
  /** Where the gateway is called. @default its domain; without one a variable that readers set */
  readonly server?: string;
}

/**
 * The public contract of a gateway: OpenAPI 3.1 without anybody's extensions. The same spec gives the same bytes,
 * whatever order its routes stand in.
 *
 * https://spec.openapis.org/oas/v3.1.1
 *
 * @throws IssuesError with every issue of the spec at once
 */
export function contractDocument(spec: GatewaySpec, options: ContractOptions = {}): Contract {
  const plan = planGateway(spec);
  const store = schemaStore(ERROR_SCHEMAS);
  const operations = operationsOf(spec, plan, store);
  const paths: Record<string, Record<string, OperationObject>> = {};
  for (const operation of operations) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(operation, spec, store) };
  }
  const securitySchemes = schemesOf(operations, spec);
  const tags = tagsOf(operations, spec);
  const document: OpenApiDocument = {
    openapi: '3.1.1',
    info: infoOf(spec),
    ...(spec.contract?.externalDocs && { externalDocs: spec.contract.externalDocs }),
    servers: [serverOf(plan, options)],
    ...(tags.length > 0 && { tags }),
    paths,
    components: {
      schemas: store.components(),
      responses: errorsOf(paths),
      ...(Object.keys(securitySchemes).length > 0 && { securitySchemes }),
    },
  };
  return { document, notes: store.notes() };
}

function infoOf({ name, description, throttle, contract = {} }: GatewaySpec): OpenApiDocument['info'] {
  const limit = throttle && `${throttleText(throttle)} for all callers together.`;
  const text = [contract.description ?? description, limit].filter((part) => part !== undefined).join('\n\n');
  const { title = name, version = '1.0', license, contact, termsOfService } = contract;
  return {
    title,
    version,
    ...(text !== '' && { description: text }),
    ...(termsOfService !== undefined && { termsOfService }),
    ...(contact && { contact }),
    ...(license && { license }),
  };
}

function serverOf({ domain }: Plan, { server }: ContractOptions): ServerObject {
  if (server !== undefined) return { url: server };
  if (domain) return { url: `https://${domain.name}` };
  const address = { default: 'http://127.0.0.1:3000', description: 'Its outputs name it once it is deployed.' };
  return { url: '{address}', description: 'Where the gateway is', variables: { address } };
}

function schemesOf(operations: readonly ContractOperation[], spec: GatewaySpec): Record<string, SecurityScheme> {
  const all = Object.assign({}, ...operations.map(({ route }) => schemesFor(statedAuth(route, spec))));
  return Object.fromEntries(Object.entries<SecurityScheme>(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Each with what is said of it, else with what is listed under it. */
function tagsOf(
  operations: readonly ContractOperation[],
  { contract = {} }: GatewaySpec,
): NonNullable<OpenApiDocument['tags']> {
  const texts = tagTexts(
    operations.map(({ route: { tags = [], summary, pattern } }) => ({ tags, title: summary ?? pattern })),
  );
  const said = new Map(Object.entries(contract.tags ?? {}));
  return [...texts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, listed]) => ({ name, description: said.get(name) ?? listed }));
}

/** The errors that operations refer to. */
function errorsOf(paths: OpenApiDocument['paths']): OpenApiDocument['components']['responses'] {
  const answers = Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap(({ responses }) => Object.values(responses)),
  );
  const names = answers.flatMap((answer) =>
    '$ref' in answer ? [answer.$ref.replace('#/components/responses/', '')] : [],
  );
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, errorComponent(name as StandardError)]));
}
