import { colors } from '../colors.js';
import { indented } from '../table.js';

/** A command or a piece of code to type, and what it is for. */
export interface NextStep {
  readonly type: string;
  readonly why: string;
}

/** What a newcomer reads after `init`: what there is now, and what to do with it. */
export function printWritten(title: string, files: readonly string[], steps: readonly NextStep[]): string {
  const width = Math.max(...steps.map((step) => step.type.length));
  const lines = steps.map((step) => `${colors.bold(step.type.padEnd(width))}  ${colors.dim(step.why)}`.trimEnd());
  return [
    '',
    colors.bold(title),
    ...files.map((file) => indented(file)),
    '',
    colors.bold('Next'),
    indented(lines.join('\n')),
    '',
  ].join('\n');
}
