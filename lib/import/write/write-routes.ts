import { list, sequence } from '../code/code.js';
import { grouped } from '../grouped.js';
import { printRoute } from './print-route.js';
import { type Writer, writingIn } from './writer.js';

/** The routes, in the document's order. A file of its own exports its list of them. */
export function writeRoutes(writer: Writer): void {
  const { input, parts, homes, draftOf, comments } = writer;
  const { contract, files } = input;
  for (const operation of contract.operations) {
    const path = files.routesOf(operation);
    const draft = draftOf(path);
    const constant = parts.routes.get(operation) ?? '';
    homes.set(constant, path);
    const code = printRoute(operation, constant, writingIn(draft, writer));
    draft.add({ constant, code, isExported: true, comments: comments.of(operation.node) });
  }
  for (const [path, operations] of grouped(contract.operations, files.routesOf)) {
    if (path === files.gateway) continue;
    const all = operations.map((operation) => parts.routes.get(operation) ?? '');
    draftOf(path).add({ constant: 'routes', isExported: true, code: sequence(list('[', all), ' as const') });
  }
}
