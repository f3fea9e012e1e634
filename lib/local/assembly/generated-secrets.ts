import { isRecord, parseJson } from '../json/json-value.js';
import type { GeneratedSecretModel } from '../model/cloud.js';
import { readPasswordRules } from '../secrets/generate-password.js';
import { optional } from './optional.js';
import type { Properties } from './properties.js';
import type { ReaderContext, ResolvedResource } from './reader-context.js';

/** Secrets that templates make, with a value of their own or one that is made up, each with what rotates it. */
export function readGeneratedSecrets(context: ReaderContext): GeneratedSecretModel[] {
  const rotations = new Map(
    context
      .ofType('AWS::SecretsManager::RotationSchedule')
      .map(({ properties }) => [properties.string('SecretId'), properties.string('RotationLambdaARN')]),
  );
  return context.ofType('AWS::SecretsManager::Secret').flatMap((resource) => {
    const { id: arn, stack, logicalId, properties } = resource;
    const source = sourceOf(resource);
    if (arn === undefined || source === undefined) return [];
    const name = properties.string('Name') ?? arn.replace(/^(?:[^:]*:){6}/, '').replace(/-[A-Za-z0-9]{6}$/, '');
    const rotationFunctionArn = rotations.get(arn);
    return [
      { stackName: stack.name, logicalId, arn, name, source, ...optional('rotationFunctionArn', rotationFunctionArn) },
    ];
  });
}

function sourceOf({ properties, notice }: ResolvedResource): GeneratedSecretModel['source'] | undefined {
  const text = properties.string('SecretString');
  if (text !== undefined) return { kind: 'text', text };
  if (!properties.has('GenerateSecretString')) return undefined;
  const generate = properties.object('GenerateSecretString');
  const rules = readPasswordRules(properties.tree('GenerateSecretString'));
  if (rules)
    return { kind: 'password', rules, ...templateOf(generate), key: generate.string('GenerateStringKey') ?? '' };
  notice('unresolved', 'no password is as GenerateSecretString asks for: the secret has no value');
  return undefined;
}

function templateOf(generate: Properties): { readonly template?: Readonly<Record<string, unknown>> } {
  const template = parseJson(generate.string('SecretStringTemplate') ?? '');
  return isRecord(template) ? { template } : {};
}
