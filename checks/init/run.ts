import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packTarball } from '../pack-tarball.js';
import { createReport } from '../report.js';
import { checkExistingApp } from './existing-app.js';
import { checkNewProject } from './new-project.js';
import { checkReadmeLines } from './readme-lines.js';

/** What `gatewright init` of the packed tarball writes, used as its reader would: a new project, and a CDK app of theirs. */
const report = createReport();
const work = mkdtempSync(join(tmpdir(), 'gatewright-init-'));
try {
  const tarball = await packTarball(work);
  await checkNewProject(work, tarball, report);
  await checkExistingApp(work, tarball, report);
  await checkReadmeLines(work, report);
} catch (error) {
  report.fail('the check itself', error instanceof Error ? error.message : String(error));
} finally {
  rmSync(work, { recursive: true, force: true });
}
report.finish();
