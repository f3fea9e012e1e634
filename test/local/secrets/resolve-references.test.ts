import { describe, expect, it } from 'vitest';
import { resolveReferences } from '../../../lib/local/secrets/resolve-references.js';

const ARN = 'arn:aws:secretsmanager:eu-west-1:222233334444:secret:origin-AbC123';
const VALUES: Readonly<Record<string, string>> = {
  [`${ARN} current`]: 'first',
  'plain current': 'second',
  'plain AWSPREVIOUS': 'third',
  'plain v7': 'fourth',
  'document current': '{"user":"ada","port":5432,"__proto__":1}',
};

const secrets = {
  find: (name: string, { stage, id }: { readonly stage?: string; readonly id?: string } = {}) => {
    const value = VALUES[`${name} ${stage ?? id ?? 'current'}`];
    return value === undefined ? undefined : { name, value };
  },
};

describe('a reference to a secret', () => {
  it.each([
    [`{{resolve:secretsmanager:${ARN}}}`, 'first'],
    [`{{resolve:secretsmanager:${ARN}:SecretString}}`, 'first'],
    [`{{resolve:secretsmanager:${ARN}:SecretString:::}}`, 'first'],
    ['{{resolve:secretsmanager:plain}}', 'second'],
    ['{{resolve:secretsmanager:plain:SecretString::AWSPREVIOUS}}', 'third'],
    ['{{resolve:secretsmanager:plain:SecretString:::v7}}', 'fourth'],
    ['{{resolve:secretsmanager:document:SecretString:user}}', 'ada'],
    ['{{resolve:secretsmanager:document:SecretString:port}}', '5432'],
    [`a {{resolve:secretsmanager:plain}} b {{resolve:secretsmanager:${ARN}}} c`, 'a second b first c'],
    ['nothing of the kind', 'nothing of the kind'],
  ])('%s stands for its value', (text, expected) => {
    expect(resolveReferences(text, secrets)).toBe(expected);
  });

  it.each([
    '{{resolve:secretsmanager:unknown}}',
    '{{resolve:secretsmanager:plain}} {{resolve:secretsmanager:unknown}}',
    '{{resolve:secretsmanager:plain:SecretBinary}}',
    '{{resolve:secretsmanager:plain:SecretString:member}}',
    '{{resolve:secretsmanager:document:SecretString:toString}}',
    '{{resolve:ssm-secure:other}}',
  ])('%s has none here', (text) => {
    expect(resolveReferences(text, secrets)).toBeUndefined();
  });
});
