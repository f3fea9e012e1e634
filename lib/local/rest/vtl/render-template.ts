import type { Expression, Node, Reference, Step } from './ast.js';
import { type Budget, newBudget, spendCharacters, spendStep, TemplateError } from './budget.js';
import { formatValue } from './format-value.js';
import { callMethod } from './java-methods.js';
import { areEqual, calculate, isTrue } from './operators.js';
import { getEntry, isList, isMap, list, map, type VtlObject, type VtlValue } from './value.js';

/** Iterations a `#foreach` makes at most. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_ITERATIONS = 1000;
const MAX_CALL_DEPTH = 20;

interface Frame {
  readonly names: Map<string, VtlValue>;
  readonly macros: Map<string, Node & { kind: 'macro' }>;
  readonly blocks: Map<string, readonly Node[]>;
  readonly budget: Budget;
  depth: number;
}

type Signal = 'go on' | 'break' | 'stop';

/**
 * Renders a parsed template; references that are not there print nothing, as API Gateway has it.
 * @param names what the template sees: `input`, `context`, `stageVariables`, `util`
 * @throws TemplateError where the work or the output outgrows its bounds
 */
export function renderTemplate(
  nodes: readonly Node[],
  names: ReadonlyMap<string, VtlValue>,
  budget: Budget = newBudget(),
): string {
  const frame: Frame = {
    names: new Map(names),
    macros: new Map(),
    blocks: new Map(),
    budget,
    depth: 0,
  };
  const out: string[] = [];
  renderNodes(nodes, frame, out);
  return out.join('');
}

function renderNodes(nodes: readonly Node[], frame: Frame, out: string[]): Signal {
  for (const node of nodes) {
    spendStep(frame.budget);
    const signal = renderNode(node, frame, out);
    if (signal !== 'go on') return signal;
  }
  return 'go on';
}

function renderNode(node: Node, frame: Frame, out: string[]): Signal {
  switch (node.kind) {
    case 'text':
      spendCharacters(frame.budget, node.text.length);
      out.push(node.text);
      return 'go on';
    case 'reference':
      out.push(printReference(node.reference, frame));
      return 'go on';
    case 'set':
      assign(node.target, evaluate(node.value, frame), frame);
      return 'go on';
    case 'if':
      return renderNodes(chooseBranch(node, frame), frame, out);
    case 'foreach':
      return renderForeach(node, frame, out);
    case 'define':
      frame.blocks.set(node.name, node.body);
      return 'go on';
    case 'macro':
      frame.macros.set(node.name, node);
      return 'go on';
    case 'call':
      return renderCall(node, frame, out);
    case 'break':
      return 'break';
    case 'stop':
      return 'stop';
  }
}

const chooseBranch = (node: Node & { kind: 'if' }, frame: Frame): readonly Node[] =>
  node.branches.find((branch) => isTrue(evaluate(branch.test, frame)))?.body ?? node.otherwise;

function printReference(reference: Reference, frame: Frame): string {
  const block = reference.path.length === 0 ? frame.blocks.get(reference.name) : undefined;
  if (block !== undefined && !frame.names.has(reference.name)) return renderBlock(block, frame);
  return formatValue(evaluate(reference, frame), frame.budget);
}

function renderBlock(block: readonly Node[], frame: Frame): string {
  const out: string[] = [];
  deeper(frame, () => renderNodes(block, frame, out));
  return out.join('');
}

function renderForeach(node: Node & { kind: 'foreach' }, frame: Frame, out: string[]): Signal {
  const items = itemsOf(evaluate(node.over, frame)).slice(0, MAX_ITERATIONS);
  const outer = { item: frame.names.get(node.item), foreach: frame.names.get('foreach') };
  let signal: Signal = 'go on';
  for (let index = 0; index < items.length && signal === 'go on'; index += 1) {
    frame.names.set(node.item, items[index] ?? null);
    frame.names.set('foreach', loopState(index, items.length, outer.foreach ?? null));
    frame.names.set('velocityCount', BigInt(index + 1));
    signal = renderNodes(node.body, frame, out);
  }
  restore(frame, node.item, outer.item);
  restore(frame, 'foreach', outer.foreach);
  return signal === 'stop' ? 'stop' : 'go on';
}

function restore(frame: Frame, name: string, value: VtlValue | undefined): void {
  if (value === undefined) frame.names.delete(name);
  else frame.names.set(name, value);
}

function itemsOf(value: VtlValue): readonly VtlValue[] {
  if (isList(value)) return value.items;
  return isMap(value) ? [...value.entries.values()] : [];
}

function loopState(index: number, length: number, parent: VtlValue): VtlObject {
  const members: Readonly<Record<string, VtlValue>> = {
    index: BigInt(index),
    count: BigInt(index + 1),
    hasNext: index + 1 < length,
    first: index === 0,
    last: index + 1 === length,
    parent,
  };
  const get = (name: string): VtlValue => (Object.hasOwn(members, name) ? (members[name] ?? null) : null);
  return { kind: 'object', get, call: get };
}

function renderCall(node: Node & { kind: 'call' }, frame: Frame, out: string[]): Signal {
  const macro = frame.macros.get(node.name);
  if (macro === undefined) {
    spendCharacters(frame.budget, node.source.length);
    out.push(node.source);
    return 'go on';
  }
  const args = node.args.map((arg) => evaluate(arg, frame));
  const outer = macro.parameters.map((name) => [name, frame.names.get(name)] as const);
  macro.parameters.forEach((name, index) => {
    frame.names.set(name, args[index] ?? null);
  });
  const signal = deeper(frame, () => renderNodes(macro.body, frame, out));
  for (const [name, value] of outer) restore(frame, name, value);
  return signal === 'stop' ? 'stop' : 'go on';
}

function deeper<Result>(frame: Frame, run: () => Result): Result {
  if (frame.depth >= MAX_CALL_DEPTH) throw new TemplateError('macros call each other too deeply');
  frame.depth += 1;
  const result = run();
  frame.depth -= 1;
  return result;
}

function evaluate(expression: Expression, frame: Frame): VtlValue {
  spendStep(frame.budget);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'reference':
      return resolve(expression, frame);
    case 'interpolation':
      return renderBlock(expression.body, frame);
    case 'list':
      return list(expression.items.map((item) => evaluate(item, frame)));
    case 'range':
      return range(evaluate(expression.from, frame), evaluate(expression.to, frame));
    case 'map':
      return map(
        expression.entries.map(([key, value]) => [
          formatValue(evaluate(key, frame), frame.budget),
          evaluate(value, frame),
        ]),
      );
    case 'not':
      return !isTrue(evaluate(expression.operand, frame));
    case 'negate':
      return calculate('-', 0n, evaluate(expression.operand, frame), frame.budget);
    case 'binary':
      return evaluateBinary(expression, frame);
  }
}

function evaluateBinary(expression: Expression & { kind: 'binary' }, frame: Frame): VtlValue {
  const left = evaluate(expression.left, frame);
  if (expression.operator === '||') return isTrue(left) || isTrue(evaluate(expression.right, frame));
  if (expression.operator === '&&') return isTrue(left) && isTrue(evaluate(expression.right, frame));
  const right = evaluate(expression.right, frame);
  if (expression.operator === '==') return areEqual(left, right, frame.budget);
  if (expression.operator === '!=') return !areEqual(left, right, frame.budget);
  return calculate(expression.operator, left, right, frame.budget);
}

function range(from: VtlValue, to: VtlValue): VtlValue {
  if (typeof from !== 'bigint' || typeof to !== 'bigint') return null;
  const step = from <= to ? 1n : -1n;
  const items: VtlValue[] = [];
  for (let at = from; items.length <= MAX_ITERATIONS && (to - at) * step >= 0n; at += step) items.push(at);
  return list(items);
}

function resolve(reference: Reference, frame: Frame): VtlValue {
  let value: VtlValue = frame.names.get(reference.name) ?? null;
  for (const step of reference.path) value = follow(value, step, frame);
  return value;
}

function follow(value: VtlValue, step: Step, frame: Frame): VtlValue {
  if (step.kind === 'method') {
    const args = step.args.map((arg) => evaluate(arg, frame));
    return callMethod(value, step.name, args, frame.budget);
  }
  if (step.kind === 'property') return member(value, step.name);
  const index = evaluate(step.index, frame);
  if (isList(value)) return typeof index === 'bigint' ? (value.items.at(Number(index)) ?? null) : null;
  return member(value, formatValue(index, frame.budget));
}

function member(value: VtlValue, name: string): VtlValue {
  if (isMap(value)) return getEntry(value, name);
  if (typeof value === 'object' && value !== null && value.kind === 'object') return value.get(name);
  return null;
}

/** Velocity says nothing where there is nothing to set. */
function assign(target: Reference, value: VtlValue, frame: Frame): void {
  const last = target.path.at(-1);
  if (last === undefined) {
    frame.names.set(target.name, value);
    return;
  }
  const holder = resolve({ ...target, path: target.path.slice(0, -1) }, frame);
  if (last.kind === 'method') return;
  const key = last.kind === 'property' ? last.name : evaluate(last.index, frame);
  if (isMap(holder)) holder.entries.set(formatValue(key, frame.budget), value);
  else if (isList(holder) && typeof key === 'bigint' && key >= 0n && key < BigInt(holder.items.length)) {
    holder.items[Number(key)] = value;
  }
}
