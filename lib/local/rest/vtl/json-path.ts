import { type Budget, spendStep } from './budget.js';
import {
  type Filter,
  type FilterOperand,
  type JsonPath,
  type JsonPathStep,
  MAX_PATH_LENGTH,
  parseJsonPath,
} from './parse-json-path.js';
import { getEntry, isList, isMap, list, type VtlValue } from './value.js';

const MAX_CACHED_PATHS = 1000;
const parsed = new Map<string, JsonPath | undefined>();

/**
 * What a JSONPath finds. A definite path answers its one value, null where there is none; a path that may find
 * several answers the list of them.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function findByPath(root: VtlValue, expression: string, budget: Budget): VtlValue {
  const path = readPath(expression);
  if (path === undefined) return null;
  let found: readonly VtlValue[] = [root];
  for (const step of path.steps) found = found.flatMap((value) => applyStep(value, step, root, budget));
  if (path.length) return lengthOf(found[0] ?? null);
  return path.definite ? (found[0] ?? null) : list([...found], true);
}

function readPath(expression: string): JsonPath | undefined {
  if (expression.length > MAX_PATH_LENGTH) return undefined;
  if (!parsed.has(expression)) {
    if (parsed.size >= MAX_CACHED_PATHS) parsed.clear();
    parsed.set(expression, parseJsonPath(expression));
  }
  return parsed.get(expression);
}

function lengthOf(value: VtlValue): VtlValue {
  if (isList(value)) return BigInt(value.items.length);
  if (isMap(value)) return BigInt(value.entries.size);
  return typeof value === 'string' ? BigInt(value.length) : null;
}

function applyStep(value: VtlValue, step: JsonPathStep, root: VtlValue, budget: Budget): VtlValue[] {
  spendStep(budget);
  switch (step.kind) {
    case 'names':
      return isMap(value) ? step.names.flatMap((name) => (value.entries.has(name) ? [getEntry(value, name)] : [])) : [];
    case 'indexes':
      return isList(value) ? step.indexes.flatMap((index) => atIndex(value.items, index)) : [];
    case 'slice':
      return isList(value) ? slice(value.items, step.from, step.to, step.by) : [];
    case 'all':
      return childrenOf(value);
    case 'deep':
      return descendants(value, budget).flatMap((each) => applyStep(each, step.step, root, budget));
    case 'filter':
      return childrenOf(value).filter((each) => holds(step.filter, each, root, budget));
  }
}

const atIndex = (items: readonly VtlValue[], index: number): VtlValue[] => {
  const found = items.at(index);
  return found === undefined ? [] : [found];
};

function slice(items: readonly VtlValue[], from: number | undefined, to: number | undefined, by: number): VtlValue[] {
  return items.slice(from, to).filter((_item, index) => index % by === 0);
}

function childrenOf(value: VtlValue): VtlValue[] {
  if (isList(value)) return [...value.items];
  return isMap(value) ? [...value.entries.values()] : [];
}

function descendants(value: VtlValue, budget: Budget): VtlValue[] {
  spendStep(budget);
  return [value, ...childrenOf(value).flatMap((child) => descendants(child, budget))];
}

function holds(filter: Filter, value: VtlValue, root: VtlValue, budget: Budget): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => holds(part, value, root, budget));
    case 'or':
      return filter.parts.some((part) => holds(part, value, root, budget));
    case 'not':
      return !holds(filter.part, value, root, budget);
    case 'exists':
      return operandOf(filter.operand, value, root, budget) !== undefined;
    case 'compare':
      return compare(
        filter.operator,
        operandOf(filter.left, value, root, budget),
        operandOf(filter.right, value, root, budget),
      );
  }
}

function operandOf(operand: FilterOperand, value: VtlValue, root: VtlValue, budget: Budget): VtlValue | undefined {
  if (operand.kind === 'literal') return operand.value;
  let found: readonly VtlValue[] = [operand.from === '@' ? value : root];
  for (const step of operand.steps) found = found.flatMap((each) => applyStep(each, step, root, budget));
  return found[0];
}

function compare(operator: string, left: VtlValue | undefined, right: VtlValue | undefined): boolean {
  if (left === undefined || right === undefined) return operator === '!=' && left !== right;
  const numeric = isNumeric(left) && isNumeric(right);
  const [a, b] = numeric ? [Number(left), Number(right)] : [left, right];
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  const ordered = numeric || (typeof a === 'string' && typeof b === 'string');
  if (!ordered || a === null || b === null) return false;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

const isNumeric = (value: VtlValue): boolean => typeof value === 'number' || typeof value === 'bigint';
