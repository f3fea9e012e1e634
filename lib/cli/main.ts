import { Command } from 'commander';
import { devCommand } from './commands/dev.js';
import { importCommand } from './commands/import.js';
import { initCommand } from './commands/init.js';
import { keysCommand } from './commands/keys.js';
import { openapiCommand } from './commands/openapi.js';
import { planCommand } from './commands/plan.js';
import { tokenCommand } from './commands/token.js';
import { type Console, processConsole } from './console.js';
import { exitCodeOf } from './exit-code-of.js';
import { packageVersion } from './package-version.js';

/** Runs one command line and answers its exit code: 0 done, 1 the spec or the request is wrong, 2 usage, 3 AWS or the network. */
export async function main(args: readonly string[], console: Console = processConsole()): Promise<number> {
  const program = new Command('gatewright')
    .description('API gateways on AWS, defined as typed TypeScript.')
    .version(packageVersion())
    .addCommand(initCommand(console))
    .addCommand(devCommand(console))
    .addCommand(planCommand(console))
    .addCommand(openapiCommand(console))
    .addCommand(tokenCommand(console))
    .addCommand(keysCommand(console))
    .addCommand(importCommand(console))
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 the spec or the request is wrong, 2 usage, 3 AWS or the network failed.',
    );
  for (const command of [program, ...program.commands.flatMap((one) => [one, ...one.commands])]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => console.out(text.trimEnd()),
      writeErr: (text) => console.err(text.trimEnd()),
    });
    command.showHelpAfterError('(--help lists what there is)');
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, console);
  }
}
