import { generate } from 'selfsigned';

export interface Issued {
  readonly key: string;
  readonly cert: string;
}

/** An authority of the tests. */
export async function authority(name: string): Promise<Issued> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  return { key, cert };
}

/** A client's certificate, signed by an authority. */
export async function clientOf(
  ca: Issued,
  name: string,
  notAfterDate = new Date(Date.now() + 3_600_000),
): Promise<Issued> {
  const subject = [
    { name: 'countryName', value: 'FI' },
    { name: 'organizationName', value: 'Partner' },
    { name: 'commonName', value: name },
  ];
  const { private: key, cert } = await generate(subject, {
    keyType: 'ec',
    algorithm: 'sha256',
    ca,
    notBeforeDate: new Date(Date.now() - 7_200_000),
    notAfterDate,
    extensions: [{ name: 'extKeyUsage', clientAuth: true }],
  });
  return { key, cert };
}
