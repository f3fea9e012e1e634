import type { Access } from '../spec/access.js';
import type { TokenAuth } from '../spec/auth.js';
import type { ClaimRule, StepUpRule } from '../spec/requirement.js';

/** What is asked of callers that security requirements cannot say, a sentence each. */
export function accessTexts({ tokens }: Pick<Access, 'tokens'>): readonly string[] {
  const texts = tokens
    .flat()
    .flatMap((token) => [
      ...token.claims.map((rule) => `A token of ${token.name} ${claimText(rule)}.`),
      ...token.stepUps.map((rule) => `${stepUpText(token, rule)}; else the answer is 401 with a challenge (RFC 9470).`),
    ]);
  return [...new Set(texts)];
}

function claimText(rule: ClaimRule): string {
  switch (rule.kind) {
    case 'equals':
      return `has ${code(rule.name)} ${code(rule.value)}`;
    case 'one-of':
      return `has one of ${rule.values.map(code).join(', ')} as ${code(rule.name)}`;
    case 'contains':
      return `has ${code(rule.value)} among its ${code(rule.name)}`;
    case 'exists':
      return rule.expected ? `has a ${code(rule.name)}` : `has no ${code(rule.name)}`;
  }
}

function stepUpText({ name }: TokenAuth, { acrValues, maxAgeSeconds }: StepUpRule): string {
  const asked = [
    ...(acrValues.length > 0 ? [`\`acr\` is ${acrValues.map(code).join(' or ')}`] : []),
    ...(maxAgeSeconds === undefined ? [] : [`login is at most ${maxAgeSeconds} seconds old`]),
  ];
  return `A token of ${name} counts only if its ${asked.join(' and its ')}`;
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
