import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One of two things in which what is deployed to MiniStack differs from what was synthesized: no authorizer result is
 * kept. MiniStack knows no `context.` identity sources and answers 401 where one is the key of a cache
 * (`_request_identity_sources` in its apigateway_v1.py); without a cache it invokes the authorizer.
 *
 * @returns how many authorizers were changed, in all templates
 */
export function keepNoAuthorizerResults(assembly: string): number {
  const setting = /"authorizerResultTtlInSeconds": ?\d+/g;
  return changeTemplates(assembly, /\.template\.json$/, (template) => ({
    text: template.replace(setting, '"authorizerResultTtlInSeconds": 0'),
    count: template.match(setting)?.length ?? 0,
  }));
}

/**
 * The other: nested stacks write the ARNs of log groups out. MiniStack updates a nested stack without what it knew of
 * its log groups (`_cfn_nested_stack_deploy` in its provisioners.py), and finds no `Arn` of one that stays as it is.
 *
 * @returns how many were written out
 */
export function writeLogGroupArnsOut(assembly: string): number {
  return changeTemplates(assembly, /\.nested\.template\.json$/, (template) => {
    const resources: Readonly<Record<string, { readonly Type: string }>> = JSON.parse(template).Resources;
    const groups = Object.keys(resources).filter((id) => resources[id]?.Type === 'AWS::Logs::LogGroup');
    const references = groups.map((id) => [`{"Fn::GetAtt":["${id}","Arn"]}`, arnOf(id)] as const);
    return {
      text: references.reduce((text, [attribute, arn]) => text.replaceAll(attribute, arn), template),
      count: references.reduce((sum, [attribute]) => sum + template.split(attribute).length - 1, 0),
    };
  });
}

function arnOf(logGroup: string): string {
  const prefix = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group';
  return JSON.stringify({ 'Fn::Sub': `${prefix}:\${${logGroup}}:*` });
}

type Changed = (template: string) => { readonly text: string; readonly count: number };

function changeTemplates(assembly: string, names: RegExp, change: Changed): number {
  const files = readdirSync(assembly).filter((name) => names.test(name));
  return files.reduce((sum, name) => {
    const { text, count } = change(readFileSync(join(assembly, name), 'utf8'));
    writeFileSync(join(assembly, name), text);
    return sum + count;
  }, 0);
}
