/** Where a stack is deployed to, with what follows from its region. */
export interface Environment {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function environmentFor(region: string, account: string): Environment {
  if (region.startsWith('cn-')) return { region, account, partition: 'aws-cn', urlSuffix: 'amazonaws.com.cn' };
  const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return { region, account, partition, urlSuffix: 'amazonaws.com' };
}
