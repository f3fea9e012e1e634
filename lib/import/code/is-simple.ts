import type { Code } from './code.js';

/**
 * Whether a call has plain arguments alone. Biome lays three calls and more out in lines as soon as one has others.
 *
 * @param isParted whether a text is too long for one line, and so an operation
 */
export function isSimpleCall(code: Code, isParted: (text: string) => boolean): boolean {
  return (
    typeof code === 'object' && code.kind === 'call' && code.args.every((argument) => isSimple(argument, 0, isParted))
  );
}

const LONG_PATTERN = /^\/.{6,}\/\w*$/;

function isSimple(code: Code, depth: number, isParted: (text: string) => boolean): boolean {
  if (depth >= 2) return false;
  if (typeof code === 'string') return !LONG_PATTERN.test(code) && !code.includes('=>');
  switch (code.kind) {
    case 'text':
      return !isParted(code.text);
    case 'list':
      return code.items.every((item) => isSimple(item.code, depth + 1, isParted));
    case 'sequence':
      return code.parts.every((part) => isSimple(part, depth, isParted));
    case 'call':
      return code.args.every((argument) => isSimple(argument, depth + 1, isParted));
    case 'chain':
      return code.calls.every((one) => isSimple(one, depth, isParted));
  }
}
