import type { Notice } from '../model/cloud.js';

/** Collects what could not be resolved or is not emulated; the same words about the same resource count once. */
export interface Notices {
  readonly add: (notice: Notice) => void;
  readonly all: () => readonly Notice[];
}

export function collectNotices(): Notices {
  const notices = new Map<string, Notice>();
  return {
    add: (notice) => {
      const key = JSON.stringify([notice.kind, notice.stackName, notice.logicalId, notice.message]);
      if (!notices.has(key)) notices.set(key, notice);
    },
    all: () => [...notices.values()],
  };
}
