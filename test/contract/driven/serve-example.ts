import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type CredentialsOf, localCredentials } from '../../../lib/cli/dev/credentials.js';
import { devLogger } from '../../../lib/cli/dev/dev-logger.js';
import { partnerKeys } from '../../../lib/cli/dev/partner-key.js';
import { startStandIns } from '../../../lib/cli/dev/stand-in-servers.js';
import { loadDevSettings, loadSpec } from '../../../lib/cli/load-spec.js';
import { synthesize } from '../../../lib/constructs/synthesize.js';
import { readModel, serveModel } from '../../../lib/local/index.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/bookshop/gateway.ts');

export interface ServedExample {
  readonly url: string;
  readonly spec: GatewaySpec;
  /** What the local gateway lets in. */
  readonly credentials: CredentialsOf;
  readonly close: () => Promise<void>;
}

/** The example's synthesized assembly, with its own stand-ins, as `gatewright dev` serves it. */
export async function serveExample(): Promise<ServedExample> {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'gatewright-contract-'));
  const { spec, codeRoot } = await loadSpec(EXAMPLE);
  const { settings } = await loadDevSettings(EXAMPLE);
  const assembly = synthesize(spec, { codeRoot, outdir: join(stateDirectory, 'cdk.out') });
  const standIns = await startStandIns(settings.standIns ?? {});
  const console = { out: () => {}, err: () => {}, isTerminal: false, width: 80 };
  const gateway = await serveModel({
    model: readModel(assembly),
    host: '127.0.0.1',
    port: 0,
    standIns: standIns.addresses,
    stateDirectory,
    logger: devLogger(console, true),
  });
  const close = async () => {
    await gateway.close();
    await standIns.close();
    rmSync(stateDirectory, { recursive: true, force: true });
  };
  const credentials = await localCredentials(spec, gateway, partnerKeys(spec.name, gateway));
  return { url: gateway.url, spec, credentials, close };
}
