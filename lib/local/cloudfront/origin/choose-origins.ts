import type { DistributionModel, OriginModel } from '../../model/distribution.js';
import type { OriginChange } from '../functions/origin-change.js';
import type { OriginChoice } from './ask-origin.js';

type Origins = Pick<DistributionModel, 'origins' | 'originGroups'>;

/** The origin of a behavior, or the one that its function has chosen. None: what is named is not there. */
export function chooseOrigins(
  model: Origins,
  targetId: string,
  change: OriginChange | undefined,
): OriginChoice<OriginModel> {
  if (change === undefined) return byId(model, targetId);
  if (change.kind === 'select') {
    const chosen = byId(model, change.id);
    return { ...chosen, origins: chosen.origins.map((origin) => ({ ...origin, ...change.overrides })) };
  }
  if (change.kind === 'group') {
    const members = change.members.flatMap(({ id, overrides }) => {
      const origin = model.origins.find((one) => one.id === id);
      return origin ? [{ ...origin, ...overrides }] : [];
    });
    return { origins: members, failoverStatuses: change.failoverStatuses };
  }
  const [assigned] = byId(model, targetId).origins;
  // What the function does not name stays as the behavior's origin has it.
  return assigned ? { origins: [{ ...assigned, ...change.origin }], failoverStatuses: [] } : NONE;
}

const NONE: OriginChoice<OriginModel> = { origins: [], failoverStatuses: [] };

function byId({ origins, originGroups }: Origins, id: string): OriginChoice<OriginModel> {
  const group = originGroups.find((one) => one.id === id);
  const ids = group?.memberIds ?? [id];
  return {
    origins: ids.flatMap((memberId) => origins.find((origin) => origin.id === memberId) ?? []),
    failoverStatuses: group?.failoverStatuses ?? [],
  };
}
