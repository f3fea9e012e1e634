import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gatewayFixtures } from '../../test/fixtures/gateways/index.js';
import { pythonTool } from '../python-tool.js';
import { createReport, type Report } from '../report.js';
import { type ExplainedFinding, explainedFindings } from './explained-findings.js';
import { largeFixtures } from './large-fixtures.js';
import { type Finding, lintTemplates } from './lint-templates.js';
import { synthesizeExample } from './synthesize-example.js';
import { type JudgedFixture, synthesizeFixture } from './synthesize-fixtures.js';
import { wrongTemplates } from './wrong-template.js';

/** What others say of the templates of all fixtures, of large gateways and of the example: CDK's validation, cdk-nag and cfn-lint. */
const report = createReport();
const work = mkdtempSync(join(tmpdir(), 'gatewright-templates-'));
try {
  const example = await synthesizeExample(join(work, 'bookshop'));
  report.expect('bookshop: cdk synth needs neither account nor network, and finds nothing', example.faults);
  const templates = [...example.templates];
  for (const fixture of [...gatewayFixtures, ...largeFixtures]) {
    const judged = synthesizeFixture(fixture, join(work, fixture.name));
    report.expect(`${fixture.name}: CDK's own validation finds nothing`, judged.validation);
    report.expect(`${fixture.name}: cdk-nag AwsSolutions finds nothing`, judged.nag);
    templates.push(...judged.templates);
  }
  const wrong = wrongTemplates.map((fixture) => ({
    ...synthesizeFixture(fixture, join(work, fixture.name)),
    ...fixture,
  }));
  const bin = await pythonTool('cfn-lint', fileURLToPath(new URL('requirements.txt', import.meta.url)));
  const findings = await lintTemplates(bin, [...templates, ...wrong.flatMap((one) => one.templates)]);
  judge(templates, findings, report);
  for (const one of wrong) expectRefused(one.name, one, findings, report);
} finally {
  rmSync(work, { recursive: true, force: true });
}
report.finish();

function judge(templates: readonly string[], findings: readonly Finding[], { expect }: Report): void {
  for (const template of templates) {
    const open = findings.filter((finding) => finding.template === template && !explanationOf(finding));
    expect(`${template.slice(work.length + 1)}: cfn-lint finds nothing`, open.map(shown));
  }
  for (const explained of explainedFindings) {
    const stale = findings.every((finding) => explanationOf(finding) !== explained);
    expect(
      `${explained.rule} in ${explained.template} is there and explained`,
      stale ? 'It is not found any more' : '',
    );
  }
}

function expectRefused(name: string, wrong: JudgedFixture, findings: readonly Finding[], { expect }: Report): void {
  const linted = findings.filter(({ template }) => wrong.templates.includes(template));
  expect(`${name}: CDK's own validation refuses it`, wrong.validation ? '' : 'It let it pass');
  expect(`${name}: cdk-nag refuses it`, wrong.nag ? '' : 'It let it pass');
  expect(`${name}: cfn-lint refuses it`, linted.length > 0 ? '' : 'It let it pass');
}

function explanationOf({ rule, template, place }: Finding): ExplainedFinding | undefined {
  return explainedFindings.find(
    (known) => known.rule === rule && template.endsWith(known.template) && place.startsWith(known.place),
  );
}

function shown({ level, rule, place, message }: Finding): string {
  return `${level} ${rule} at ${place}: ${message}`;
}
