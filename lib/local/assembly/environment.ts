import { partitionOf } from '../arn/partition-of.js';

/** Where a stack is deployed to, with what follows from its region. */
export interface Environment {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

export function environmentFor(region: string, account: string): Environment {
  const partition = partitionOf(region);
  return { region, account, partition, urlSuffix: partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com' };
}
