import { synthesize } from '../../lib/constructs/synthesize.js';
import { largeGateway } from './large-gateway.js';

const [outdir = 'cdk.out', codeRoot = '.', functions = '100', again = '0'] = process.argv.slice(2);
synthesize(largeGateway(1_000, Number(functions)), { codeRoot, outdir });
for (let run = 0; run < Number(again); run++) {
  const spec = largeGateway(1_000, Number(functions));
  const started = performance.now();
  synthesize(spec, { codeRoot, outdir });
  console.log(performance.now() - started);
}
