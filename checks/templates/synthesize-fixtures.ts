import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { GatewayFixture } from '../../test/fixtures/gateways/index.js';
import { standInBundler } from '../../test/fixtures/stand-in-bundler.js';
import { validateNested } from './validate-nested.js';

export interface JudgedFixture {
  /** What CDK's built-in validation says, as `cdk synth` runs it, and of nested stacks; empty where it finds nothing. */
  readonly validation: string;
  /** What cdk-nag's AwsSolutions rules say. */
  readonly nag: string;
  readonly templates: readonly string[];
}

/** Synthesizes a fixture into a directory. */
export function synthesizeFixture(fixture: GatewayFixture, outdir: string): JudgedFixture {
  const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };
  const app = new App({ outdir, analyticsReporting: false, context });
  fixture.addTo(app, standInBundler(`${outdir}-code`));
  const stacks = validated(app, outdir);
  const templates = templatesIn(outdir);
  const validation = [stacks, validateNested(app, templates)].filter(Boolean).join('\n');
  const { violations } = new AwsSolutionsChecks().validateScope(app);
  const nag = violations.map(({ ruleName, description }) => `${ruleName}: ${description}`).join('\n');
  return { validation, nag, templates };
}

export function templatesIn(assembly: string): readonly string[] {
  const files = readdirSync(assembly, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.template.json')).map((file) => join(assembly, file));
}

/** Errors are thrown; warnings stand in the report alone. */
function validated(app: App, outdir: string): string {
  let thrown = '';
  try {
    app.synth();
  } catch (error) {
    thrown = error instanceof Error ? error.message : String(error);
  }
  const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  return pluginReports.length > 0 ? `${thrown}\n${JSON.stringify(pluginReports, null, 1)}` : thrown;
}
