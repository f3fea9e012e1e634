/** Node writes a frame after four spaces; the `at` of an issue stands after three. */
const FRAME = /^ {4,}at /;
const THROWN = /^(?:Uncaught )?[\w$.]*(?:Error|Exception)\b.*:/;
const CAUSE = /^ *\[cause\]: /;

/**
 * The message of what a process threw, and of its causes: without the line of source that Node prints above it, and
 * without stacks and the properties of errors. All that a process wrote where it threw nothing.
 */
export function messageThrown(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => !/^Node\.js v/.test(line));
  const thrown = lines.findIndex((line) => THROWN.test(line));
  return untilFrames(lines.slice(Math.max(0, thrown)))
    .join('\n')
    .trim();
}

function untilFrames(lines: readonly string[]): readonly string[] {
  const frame = lines.findIndex((line) => FRAME.test(line));
  if (frame === -1) return lines;
  const below = lines.slice(frame);
  const cause = below.findIndex((line) => CAUSE.test(line));
  const causes = cause === -1 ? [] : untilFrames(below.slice(cause));
  return [...lines.slice(0, frame), ...causes.map((line) => line.replace(CAUSE, 'caused by '))];
}
