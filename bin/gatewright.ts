#!/usr/bin/env node
import { ignoreClosedPipe } from '../lib/cli/closed-pipe.js';
import { main } from '../lib/cli/main.js';

for (const stream of [process.stdout, process.stderr]) ignoreClosedPipe(stream);
const exitCode = await main(process.argv.slice(2));
// What could not be printed has been said, and is a failure too.
process.exitCode = exitCode || (process.exitCode ?? 0);
