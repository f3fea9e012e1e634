/** A rendering that must end: what it may still do. */
export interface Budget {
  steps: number;
  characters: number;
}

/** Output is held to what a REST API may send; the rest keeps a template from running for ever. */
const MAX_STEPS = 1_000_000;
const MAX_CHARACTERS = 24 * 1024 * 1024;

/** A template that cannot be read or cannot be rendered; API Gateway answers 500. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

export const newBudget = (): Budget => ({ steps: MAX_STEPS, characters: MAX_CHARACTERS });

export function spendStep(budget: Budget): void {
  budget.steps -= 1;
  if (budget.steps < 0) throw new TemplateError('the template takes too many steps');
}

export function spendCharacters(budget: Budget, count: number): void {
  budget.characters -= count;
  if (budget.characters < 0) throw new TemplateError('the template writes too much');
}
