import { type Code, call, list } from '../code/code.js';
import { literal, property, quoted } from '../code/literal.js';
import { camelCase, createNames, kebabCase } from '../code/names.js';
import type { Json } from '../document/json-node.js';
import type { Writer } from './writer.js';

/** An API's description holds so many characters. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
const LONGEST_DESCRIPTION = 1_024;

/** The gateway itself, below what of the document belongs to none of its parts. */
export function writeGateway(writer: Writer): void {
  const { input, draftOf, comments } = writer;
  const { contract, files, name } = input;
  const draft = draftOf(files.gateway);
  const { description, cors } = contract;
  const props: readonly Code[] = [
    ...(description === undefined ? [] : [property('description', literal(description.slice(0, LONGEST_DESCRIPTION)))]),
    ...(cors === undefined ? [] : [property('cors', literal(cors as unknown as Json))]),
    property('routes', list('[', routeItems(writer))),
  ];
  const title = quoted(name ?? kebabCase(contract.title, 'gateway'));
  const code = call(draft.builder('gateway'), title, list('{', props, { forced: true }));
  draft.add({ code, comments: comments.others() });
}

/** The routes of this file, and the lists of the others. */
function routeItems({ input, parts, draftOf }: Writer): readonly Code[] {
  const { contract, files } = input;
  const draft = draftOf(files.gateway);
  const names = createNames();
  const lists = new Map<string, string>();
  const here: string[] = [];
  for (const operation of contract.operations) {
    const path = files.routesOf(operation);
    if (path === files.gateway) here.push(parts.routes.get(operation) ?? '');
    else if (!lists.has(path))
      lists.set(path, names.take(camelCase(path.slice('routes/'.length, -'.ts'.length), 'list')));
  }
  for (const [path, alias] of lists) draft.importList(path, alias);
  return [...here, ...[...lists.values()].map((alias) => `...${alias}`)];
}
