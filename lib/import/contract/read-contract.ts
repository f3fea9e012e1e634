import { tagTexts } from '../../contract/tag-texts.js';
import type { Dialect } from '../document/dialect.js';
import { child, type JsonNode, members } from '../document/json-node.js';
import type { Losses } from '../document/losses.js';
import type { References } from '../document/references.js';
import type { SchemaReading } from '../schema/schema-reading.js';
import { createSecurity } from '../security/read-security.js';
import { type Choices, createMissingChoices } from './choices.js';
import type { Answer, Contract, Parameter } from './contract.js';
import { listParts } from './list-parts.js';
import { neededApi } from './needed-api.js';
import { readCors } from './read-cors.js';
import { readInfo, readTags } from './read-info.js';
import { readOperations } from './read-operations.js';

/** What the readers of a document's parts share. */
export interface Reading {
  readonly dialect: Dialect;
  readonly references: References;
  readonly losses: Losses;
  readonly schemas: SchemaReading;
  readonly choices: Choices;
  readonly sharedParameters: Map<string, Parameter>;
  readonly sharedAnswers: Map<string, Answer>;
}

export interface ContractInput {
  readonly schemas: SchemaReading;
  readonly choices: Choices;
}

/** @throws ImportError where the document leaves open what a gateway must know */
export function readContract({ schemas, choices }: ContractInput): Contract {
  const { dialect, references, losses } = schemas;
  const reading: Reading = {
    dialect,
    references,
    losses,
    schemas,
    choices,
    sharedParameters: new Map(),
    sharedAnswers: new Map(),
  };
  const { root } = references;
  const missing = createMissingChoices();
  const security = createSecurity(reading, missing);
  const operations = readOperations(reading, security, missing);
  missing.demand(security.declared);
  const schemes = security.used();
  const api = neededApi(operations, reading);
  listParts({ ...(api && { api }), operations, schemes }, reading);
  const cors = readCors(root, reading);
  listRoot(root, reading);
  const titled = operations.map(({ tags, summary, method, path }) => ({ tags, title: summary ?? `${method} ${path}` }));
  const tags = readTags(root, tagTexts(titled), reading);
  return {
    info: { ...readInfo(root, reading), ...(Object.keys(tags).length > 0 && { tags }) },
    ...(api && { api }),
    ...(cors && { cors }),
    operations,
    schemes,
    schemeNodes: security.nodes(),
    sharedParameters: reading.sharedParameters,
    sharedAnswers: reading.sharedAnswers,
  };
}

const TAKEN = new Set(
  (
    'swagger openapi info tags externalDocs paths components definitions parameters responses securityDefinitions security servers host basePath schemes consumes produces ' +
    'x-amazon-apigateway-cors x-amazon-apigateway-importexport-version'
  ).split(' '),
);

/** What stands beside the paths. Of a Swagger document `parameters` and the like are what `components` are later. */
function listRoot(root: JsonNode, { losses, references }: Reading): void {
  losses.others(root, TAKEN, 'a gateway has no place for it');
  const components = child(root, 'components');
  const sections = [
    ...members(components),
    ...(['parameters', 'responses'] as const).flatMap((key) => named(root, key)),
  ];
  for (const [key, section] of sections) {
    if (key === 'schemas' || key === 'securitySchemes') continue;
    for (const [, member] of members(section))
      if (!references.isReferredTo(member)) losses.add('lost', member, 'no route of the spec is made of it');
  }
}

function named(node: JsonNode, key: string): readonly (readonly [string, JsonNode])[] {
  const member = child(node, key);
  return member ? [[key, member]] : [];
}
