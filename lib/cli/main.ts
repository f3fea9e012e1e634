import { Command } from 'commander';
import { devCommand } from './commands/dev.js';
import { docsCommand } from './commands/docs.js';
import { importCommand } from './commands/import.js';
import { initCommand } from './commands/init.js';
import { keysCommand } from './commands/keys.js';
import { openapiCommand } from './commands/openapi.js';
import { planCommand } from './commands/plan.js';
import { pricesCommand } from './commands/prices.js';
import { tokenCommand } from './commands/token.js';
import { type Console, processConsole } from './console.js';
import { packageVersion } from './package-version.js';
import { runProgram } from './run-program.js';

/** Runs one command line and answers its exit code: 0 done, 1 the spec or the request is wrong, 2 usage, 3 AWS or the network. */
export async function main(args: readonly string[], console: Console = processConsole()): Promise<number> {
  const program = new Command('gatewright')
    .description('API gateways on AWS, defined as typed TypeScript.')
    .version(packageVersion())
    .addCommand(initCommand(console))
    .addCommand(devCommand(console))
    .addCommand(planCommand(console))
    .addCommand(pricesCommand(console))
    .addCommand(openapiCommand(console))
    .addCommand(docsCommand(console))
    .addCommand(tokenCommand(console))
    .addCommand(keysCommand(console))
    .addCommand(importCommand(console))
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the spec or the request is wrong, 2 usage, 3 AWS or the network failed.',
    );
  return runProgram(program, args, console);
}
