import { partitionOf } from './partition-of.js';

/** The principal that stands for the account itself. */
export const accountRoot = (region: string, account: string): string =>
  `arn:${partitionOf(region)}:iam::${account}:root`;
