import { type Code, call, chained, list } from '../code/code.js';
import { literal, property, quoted } from '../code/literal.js';
import type { Operation, Parameter } from '../contract/contract.js';
import { printShape } from '../schema/print-shape.js';
import { printAnswer } from './print-answer.js';
import { printAuth } from './print-auth.js';
import { printBackend } from './print-backend.js';
import { isPlain, printParameter } from './print-parameter.js';
import type { SpecWriting } from './spec-writing.js';

/** A route, in the order in which people read one. */
export function printRoute(operation: Operation, constant: string, writing: SpecWriting): Code {
  const { draft, schemes, origins } = writing;
  const props: readonly (readonly [string, Code | undefined])[] = [
    ['name', operation.name === undefined ? undefined : literal(operation.name)],
    ['summary', operation.summary === undefined ? undefined : literal(operation.summary)],
    ['description', operation.description === undefined ? undefined : literal(operation.description)],
    ['tags', operation.tags.length > 0 ? literal(operation.tags) : undefined],
    ['deprecated', operation.deprecated ? 'true' : undefined],
    ['externalDocs', operation.externalDocs && literal({ ...operation.externalDocs })],
    ['auth', printAuth(operation.auth, schemes, draft)],
    ['params', printPath(operation, writing)],
    ['query', printParameters(inPlace(operation, 'query'), writing)],
    ['headers', printParameters(inPlace(operation, 'header'), writing)],
    ['body', printBody(operation, writing)],
    ['responses', printAnswers(operation, writing)],
    ['to', printBackend(operation.to, origins, constant, draft)],
    ['example', printExample(operation)],
  ];
  const stated = props.flatMap(([key, code]) => (code === undefined ? [] : [property(key, code)]));
  const pattern = quoted(`${operation.method} ${operation.path}`);
  return call(draft.builder('route'), pattern, list('{', stated, { forced: stated.length > 2 }));
}

function inPlace({ parameters }: Operation, place: Parameter['in']): readonly Parameter[] {
  return parameters.filter((parameter) => parameter.in === place);
}

/** All of a path's parameters, or none where each is any text. */
function printPath(operation: Operation, writing: SpecWriting): Code | undefined {
  const stated = inPlace(operation, 'path');
  if (stated.every((parameter) => isPlain(parameter) && parameter.shared === undefined)) return undefined;
  return printParameters(stated, writing);
}

/** Names of headers are the same in either case. */
function printParameters(parameters: readonly Parameter[], writing: SpecWriting): Code | undefined {
  if (parameters.length === 0) return undefined;
  writing.draft.usesZod();
  const members = parameters.map((parameter) => {
    const constant = parameter.shared === undefined ? undefined : writing.sharedParameters.get(parameter.shared);
    const name = parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name;
    const code = constant === undefined ? printParameter(parameter, writing.printing) : writing.draft.use(constant);
    return constant === name ? name : property(name, code);
  });
  return call('z.object', list('{', members));
}

function printBody({ body }: Operation, { printing }: SpecWriting): Code | undefined {
  if (!body) return undefined;
  const schema = printShape(body.shape, printing);
  return body.required ? schema : chained(schema, call('.optional'));
}

function printAnswers({ answers }: Operation, writing: SpecWriting): Code | undefined {
  if (answers.length === 0) return undefined;
  const members = answers.map((answer) => {
    const constant = answer.shared === undefined ? undefined : writing.sharedAnswers.get(answer.shared);
    return property(
      String(answer.status),
      constant === undefined ? printAnswer(answer, writing.printing) : writing.draft.use(constant),
    );
  });
  return list('{', members, { forced: members.length > 1 });
}

function printExample({ exampleBody }: Operation): Code | undefined {
  return exampleBody === undefined ? undefined : list('{', [property('body', literal(exampleBody))]);
}
