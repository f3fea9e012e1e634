import { synthesize } from '../../lib/constructs/synthesize.js';
import { largeGateway } from './large-gateway.js';

const [outdir = 'cdk.out', codeRoot = '.', again] = process.argv.slice(2);
const spec = largeGateway(1_000, 100);
synthesize(spec, { codeRoot, outdir });
for (let run = 0; run < Number(again ?? 0); run++) {
  const started = performance.now();
  synthesize(spec, { codeRoot, outdir });
  console.log(performance.now() - started);
}
