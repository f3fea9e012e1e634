import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import bookshop from '../../examples/bookshop/gateway.js';
import { contractDocument } from '../../lib/contract/index.js';
import { createReport } from '../report.js';
import { everyKind } from './every-kind.js';
import { problemsOf } from './lint.js';
import { npmTools } from './npm-tools.js';
import { rendererDifference } from './renderer.js';

/** Redocly's recommended rules, no warning among them, on the contracts of the example and of a gateway with everything. */
const report = createReport();
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gatewright-contract-'));
try {
  const bin = await npmTools(here('tools'));
  for (const spec of [bookshop, everyKind]) {
    const { document } = contractDocument(spec);
    const texts = { json: JSON.stringify(document), yaml: stringify(document, { aliasDuplicateObjects: false }) };
    for (const [kind, text] of Object.entries(texts))
      report.expect(
        `the contract of ${spec.name} as ${kind}`,
        await problemsOf(bin, folder, `${spec.name}.${kind}`, text),
      );
  }
  const wrong = JSON.stringify({ ...contractDocument(bookshop).document, components: {} });
  const found = await problemsOf(bin, folder, 'wrong.json', wrong);
  report.expect('a contract without its components is found out', found.length > 0 ? '' : 'nothing was found');
  report.expect(
    "our copy of the page's renderer is the registry's",
    await rendererDifference(here('../../assets/scalar'), folder),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report.finish();
