import { benchAuthorizer } from './authorizer.js';
import { benchBundle } from './bundle.js';
import { benchEdge } from './edge.js';
import { benchHandler } from './handler.js';
import { benchImport } from './import.js';
import { benchKeys } from './keys.js';
import { benchLarge } from './large.js';
import { benchLocalGateway } from './local-gateway.js';
import { benchStart } from './start.js';
import { benchSynth } from './synth.js';
import { benchTypes } from './types.js';

const benches = {
  synth: benchSynth,
  start: benchStart,
  gateway: benchLocalGateway,
  bundle: benchBundle,
  authorizer: benchAuthorizer,
  edge: benchEdge,
  handler: benchHandler,
  keys: benchKeys,
  types: benchTypes,
  // These two fetch GitHub's description the first time.
  import: benchImport,
  large: benchLarge,
};
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`unknown bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) await bench();
