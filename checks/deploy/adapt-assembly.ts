import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The one thing in which what is deployed to MiniStack differs from what was synthesized: no authorizer result is
 * kept. MiniStack knows no `context.` identity sources and answers 401 where one is the key of a cache
 * (`_request_identity_sources` in its apigateway_v1.py); without a cache it invokes the authorizer.
 *
 * @returns how many authorizers were changed
 */
export function keepNoAuthorizerResults(assembly: string, stackName: string): number {
  const file = join(assembly, `${stackName}.template.json`);
  const setting = /"authorizerResultTtlInSeconds": ?\d+/g;
  const template = readFileSync(file, 'utf8');
  writeFileSync(file, template.replace(setting, '"authorizerResultTtlInSeconds": 0'));
  return template.match(setting)?.length ?? 0;
}
