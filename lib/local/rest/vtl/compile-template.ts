import type { Node } from './ast.js';
import { type Budget, newBudget, TemplateError } from './budget.js';
import { inputVariable, type TemplateParams } from './input-variable.js';
import { parseTemplate } from './parse-template.js';
import { renderTemplate } from './render-template.js';
import { utilVariable } from './util-variable.js';
import type { VtlMap, VtlValue } from './value.js';

interface TemplateInput {
  readonly body: string;
  readonly params: TemplateParams;
  readonly context: VtlMap;
  readonly stageVariables: VtlMap;
}

/** @throws TemplateError where the template does not parse, or does not end within its bounds */
export type Template = (input: TemplateInput) => string;

/** Reads a mapping template once; a broken one is an error of each request that needs it, as on AWS. */
export function compileTemplate(text: string): Template {
  const nodes = tryParse(text);
  return (input) => {
    if (nodes instanceof TemplateError) throw nodes;
    const budget = newBudget();
    try {
      return renderTemplate(nodes, namesOf(input, budget), budget);
    } catch (error) {
      if (error instanceof RangeError) throw new TemplateError('the template is nested too deeply');
      throw error;
    }
  };
}

function tryParse(text: string): readonly Node[] | TemplateError {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof TemplateError) return error;
    if (error instanceof RangeError) return new TemplateError('the template is nested too deeply');
    throw error;
  }
}

const namesOf = (input: TemplateInput, budget: Budget): ReadonlyMap<string, VtlValue> =>
  new Map<string, VtlValue>([
    ['input', inputVariable(input.body, input.params, budget)],
    ['context', input.context],
    ['stageVariables', input.stageVariables],
    ['util', utilVariable(budget)],
  ]);
