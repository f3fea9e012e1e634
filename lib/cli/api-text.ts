import type { ApiPlan, Plan } from '../plan/plan.js';

/** An API as people read it: `HTTP`, or `HTTP orders` of the part `orders`. */
export function apiText({ type, part }: Pick<ApiPlan, 'type' | 'part'>): string {
  return part === undefined ? type.toUpperCase() : `${type.toUpperCase()} ${part}`;
}

/** The same by the API's id. */
export function apiTexts({ apis }: Pick<Plan, 'apis'>): (id: ApiPlan['id']) => string {
  const texts = new Map(apis.map((api) => [api.id, apiText(api)]));
  return (id) => texts.get(id) ?? id;
}
