/** Where the secret stands that the keys of a meter's tenants are made of. */
export interface MeterSecret {
  /** The meter's name in the spec. */
  readonly meter: string;
  /** Name or ARN, in Secrets Manager. */
  readonly id: string;
  /** The member of a secret that is JSON; absent: the whole text. */
  readonly field?: string;
}

/** As an output of the stack names them: `tenants=bookshop/meters#tenants,guests=bookshop/guests`. Names, no values. */
export function writeMeterSecrets(secrets: readonly MeterSecret[]): string {
  return secrets
    .map(({ meter, id, field }) => `${meter}=${id}${field === undefined ? '' : `#${encodeURIComponent(field)}`}`)
    .join(',');
}

/** What {@link writeMeterSecrets} wrote; none where there is no such output. */
export function readMeterSecrets(text: string | undefined): readonly MeterSecret[] {
  const parts = text ? text.split(',') : [];
  return parts.flatMap((part) => {
    const [, meter, id, field] = /^([^=]+)=([^#]+)(?:#(.+))?$/.exec(part) ?? [];
    if (meter === undefined || id === undefined) return [];
    return [{ meter, id, ...(field !== undefined && { field: decodeURIComponent(field) }) }];
  });
}
