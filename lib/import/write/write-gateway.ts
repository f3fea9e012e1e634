import type { ContractInfo } from '../../spec/contract-info.js';
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
  const { info, api, cors } = contract;
  const title = name ?? kebabCase(info.title ?? '', 'gateway');
  const { description, contract: said } = told(info, title);
  const props: readonly Code[] = [
    ...(description === undefined ? [] : [property('description', literal(description))]),
    ...(Object.keys(said).length === 0 ? [] : [property('contract', literal(said as Json))]),
    ...(api === undefined ? [] : [property('api', literal(api))]),
    ...(cors === undefined ? [] : [property('cors', literal(cors as unknown as Json))]),
    property('routes', list('[', routeItems(writer))),
  ];
  const code = call(draft.builder('gateway'), quoted(title), list('{', props, { forced: true }));
  draft.add({ code, comments: comments.others() });
}

/** What a gateway says of itself in one line, and what else its contract does. */
function told({ title, version, description, ...rest }: ContractInfo, name: string) {
  const isShort = description !== undefined && description.length <= LONGEST_DESCRIPTION;
  const said: ContractInfo = {
    ...(title !== undefined && title !== name && { title }),
    ...(version !== undefined && version !== '1.0' && { version }),
    ...(description !== undefined && !isShort && { description }),
    ...rest,
  };
  return { ...(isShort && { description }), contract: said };
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
