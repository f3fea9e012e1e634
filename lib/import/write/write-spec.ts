import type { Contract } from '../contract/contract.js';
import type { JsonNode } from '../document/json-node.js';
import type { NamedSchema } from '../schema/named-schemas.js';
import { lossComments } from './loss-comments.js';
import { createModule, type Homes, type ModuleDraft } from './module-draft.js';
import { nameParts } from './name-parts.js';
import { writeAuth } from './write-auth.js';
import { writeGateway } from './write-gateway.js';
import { writeRoutes } from './write-routes.js';
import { writeSchemas } from './write-schemas.js';
import { writeShared } from './write-shared.js';
import { printingsOf, type SpecInput, type Writer } from './writer.js';

/** The files of a spec, by their paths. */
export function writeSpec(input: SpecInput): ReadonlyMap<string, string> {
  const { contract, schemas, names } = input;
  const parts = nameParts(contract, names);
  const homes: Homes = new Map();
  const drafts = new Map<string, ModuleDraft>();
  const draftOf = (path: string): ModuleDraft => {
    const draft = drafts.get(path) ?? createModule(path, homes);
    drafts.set(path, draft);
    return draft;
  };
  const comments = lossComments(input.losses, owners(contract, schemas));
  const writer: Writer = { input, parts, homes, draftOf, comments, printings: printingsOf(schemas) };
  writeAuth(writer);
  writeSchemas(writer);
  writeShared(writer);
  writeRoutes(writer);
  writeGateway(writer);
  return new Map([...drafts].filter(([, draft]) => !draft.isEmpty()).map(([path, draft]) => [path, draft.text()]));
}

/** What comments can stand above. */
function owners(
  { operations, sharedParameters, sharedAnswers, schemeNodes }: Contract,
  schemas: readonly NamedSchema[],
): readonly JsonNode[] {
  const shared = [...sharedParameters.values(), ...sharedAnswers.values()];
  // What is said of a scheme stands above its constant in other words.
  return [...[...operations, ...schemas, ...shared].map(({ node }) => node), ...schemeNodes];
}
