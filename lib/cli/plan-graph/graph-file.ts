import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Plan } from '../../plan/plan.js';
import { CliError } from '../cli-error.js';
import type { Console } from '../console.js';
import { writeOutput } from '../write-output.js';
import { drawPlan } from './draw-plan.js';
import type { GatewayGraph } from './gateway-graph.js';
import { mermaidText } from './mermaid-text.js';
import { svgText } from './svg-text.js';

type Ending = '.svg' | '.mmd';

const WRITERS = {
  '.svg': svgText,
  '.mmd': async (graph) => mermaidText(graph),
} as const satisfies Record<Ending, (graph: GatewayGraph) => Promise<string>>;

/**
 * The file that `--graph` names.
 *
 * @throws InvalidArgumentError where its ending is none of those that are written
 */
export function graphFile(file: string): string {
  if (endingOf(file) !== undefined) return file;
  throw new InvalidArgumentError(
    'a file ending in .svg (a picture) or .mmd (Mermaid source), or nothing for Mermaid source on the terminal. The module stands before --graph.',
  );
}

/**
 * Draws a plan into a file, whatever is there already, or prints it as Mermaid source.
 *
 * @throws CliError 2 where the file cannot be written
 */
export async function writeGraph(plan: Plan, file: string | true, console: Console): Promise<void> {
  const graph = drawPlan(plan);
  if (file === true) return console.out(mermaidText(graph).trimEnd());
  const ending = endingOf(file) ?? '.mmd';
  await written(await WRITERS[ending](graph), file, console);
  console.out(`${file}: ${graph.gateway}, ${graph.nodes.length} boxes and ${graph.edges.length} lines`);
}

/** What is wrong with a file that only the command line names is wrong with the command line. */
async function written(text: string, file: string, console: Console): Promise<void> {
  try {
    await writeOutput(text, file, console);
  } catch (error) {
    throw error instanceof CliError ? new CliError(2, error.message) : error;
  }
}

function endingOf(file: string): Ending | undefined {
  const ending = extname(file).toLowerCase();
  return ending === '.svg' || ending === '.mmd' ? ending : undefined;
}
