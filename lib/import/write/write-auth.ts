import { oneLine } from '../../errors/one-line.js';
import type { Code } from '../code/code.js';
import { quoted } from '../code/literal.js';
import { printDefinition, printUsagePlan } from './print-auth.js';
import type { Writer } from './writer.js';

/** Servers that several routes call, and the schemes that they ask for. */
export function writeAuth({ input, parts, homes, draftOf }: Writer): void {
  const { contract, files } = input;
  const draft = draftOf(files.auth);
  const add = (constant: string, code: Code, todo?: string) => {
    homes.set(constant, files.auth);
    const comments = todo === undefined ? [] : [`// TODO: ${oneLine(todo, 100)}`];
    draft.add({ constant, code, isExported: files.auth !== files.gateway, comments });
  };
  for (const [origin, constant] of parts.origins) add(constant, quoted(origin));
  const schemes = [...contract.schemes];
  if (schemes.some(([, { kind }]) => kind === 'api-key')) add(parts.usagePlan, printUsagePlan(draft));
  for (const [stated, scheme] of schemes) {
    const named = parts.schemes.get(stated);
    if (named) add(named.constant, printDefinition(named.name, scheme, parts.usagePlan, draft), scheme.todo);
  }
}
