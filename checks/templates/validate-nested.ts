import { basename } from 'node:path';
import { type App, CloudFormationValidatePlugin } from 'aws-cdk-lib/core';

const NESTED = '.nested.template.json';
/** The very one that `cdk synth` runs; to start it takes long. */
const validator = new CloudFormationValidatePlugin();

/**
 * What CDK's built-in validation says of nested stacks, which a synth shows it none of: it goes through the stacks of the
 * assembly, and those are assets. Empty where it finds nothing.
 */
export function validateNested(app: App, templates: readonly string[]): string {
  const nested = templates.filter((template) => template.endsWith(NESTED));
  if (nested.length === 0) return '';
  const { violations } = validator.validate({
    appConstruct: app,
    templatePaths: nested,
    stackTemplates: nested.map((templatePath) => ({
      stackConstructPath: basename(templatePath, NESTED),
      templatePath,
      accountId: undefined,
      region: undefined,
    })),
  });
  return violations.map(({ ruleName, description }) => `${ruleName}: ${description}`).join('\n');
}
