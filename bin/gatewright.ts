#!/usr/bin/env node
import { ignoreClosedPipe } from '../lib/cli/closed-pipe.js';
import { main } from '../lib/cli/main.js';

for (const stream of [process.stdout, process.stderr]) ignoreClosedPipe(stream);
process.exitCode = await main(process.argv.slice(2));
