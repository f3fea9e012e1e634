import type { Issue } from '../../errors/issue.js';
import { quotas } from '../../facts/quotas.js';
import type { Plan } from '../plan.js';
import { callersOf, isAuthorizerAlone, isOpenToAll, MOST_NAMED_APIS } from './callers.js';
import { FEWER_CALLERS } from './quota-words.js';

/** Functions that any API of the account may call, since more of the gateway's do than their policies can name. */
export function permissionWarnings(plan: Plan): readonly Issue[] {
  const { functions, backends } = callersOf(plan);
  return [
    ...[...functions].flatMap(([id, apis]) => {
      if (!isOpenToAll(apis)) return [];
      const which = isAuthorizerAlone(plan, id) ? 'any API of this account and Region may ask it' : ANY;
      return [wide(`functions['${id}']`, `the function "${id}" is called by ${MORE}: ${which}`, apis.size)];
    }),
    ...[...backends].flatMap(([name, apis]) =>
      isOpenToAll(apis)
        ? [wide(`backends['${name}']`, `bound to a function, "${name}" is called by ${MORE}: ${ANY}`, apis.size)]
        : [],
    ),
  ];
}

const MORE = 'more APIs than its policy can name';
const ANY = 'any API of this account and Region may call it';

function wide(place: string, message: string, apis: number): Issue {
  return {
    code: 'PERMISSION_WIDE',
    place,
    message,
    got: `${apis} APIs`,
    allowed: String(MOST_NAMED_APIS),
    fix: FEWER_CALLERS,
    source: quotas.lambdaPolicyBytes.source,
  };
}
