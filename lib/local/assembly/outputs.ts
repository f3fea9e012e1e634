import type { CloudModel } from '../model/cloud.js';
import { isUnresolved } from './intrinsics/unresolved.js';
import type { Notices } from './notices.js';
import type { Stack } from './stack.js';

/** Each stack's outputs; those that cannot be resolved are noticed and left out. */
export const readOutputs = (stacks: readonly Stack[], notices: Notices): CloudModel['outputs'] =>
  Object.fromEntries(stacks.map((stack) => [stack.name, stackOutputs(stack, notices)]));

const stackOutputs = (stack: Stack, notices: Notices): Record<string, string> =>
  Object.fromEntries(
    stack.outputNames().flatMap((name) => {
      const value = stack.output(name);
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
        return [[name, String(value)]];
      }
      const message = isUnresolved(value) ? `Value: ${value.reason}` : 'Value: expected a string';
      notices.add({ kind: 'unresolved', stackName: stack.name, logicalId: name, resourceType: 'Output', message });
      return [];
    }),
  );
