import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';

interface DeployTargets {
  readonly stagingStack: string;
  /** The same as for staging where both are in accounts of their own. */
  readonly productionStack: string;
  /** The stack output that holds the address of `/health`. */
  readonly healthOutput: string;
}

/** The pipeline, `.github/workflows/deploy.yml`. Gatewright's own example has the same one. */
export function deployWorkflow({ stagingStack, productionStack, healthOutput }: DeployTargets): string {
  const template = readFileSync(join(packageRoot(), 'templates/deploy.yml'), 'utf8');
  return template
    .replace('STAGING_STACK: MyGatewayStaging', `STAGING_STACK: ${stagingStack}`)
    .replace('PRODUCTION_STACK: MyGatewayProduction', `PRODUCTION_STACK: ${productionStack}`)
    .replace('HEALTH_OUTPUT: HttpApiUrl', `HEALTH_OUTPUT: ${healthOutput}`);
}
