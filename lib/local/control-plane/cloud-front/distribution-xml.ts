import type { ServedDistribution } from '../../cloudfront/create-distribution.js';
import type { HeaderPair, OriginModel } from '../../model/distribution.js';
import { element, type XmlElement, xmlDocument } from '../cloud-formation/xml.js';

export const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

type Resolve = (text: string) => string | undefined;

/** The part of a distribution's configuration that is served here: its origins, with what they are sent. */
export function distributionConfig(distribution: ServedDistribution, resolve: Resolve): string {
  return xmlDocument('DistributionConfig', NAMESPACE, settings(distribution, resolve));
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GetDistribution.html */
export function distributionXml(distribution: ServedDistribution, account: string, resolve: Resolve): string {
  const { id, domainName } = distribution.model;
  return xmlDocument('Distribution', NAMESPACE, [
    element('Id', id),
    element('ARN', `arn:aws:cloudfront::${account}:distribution/${id}`),
    element('Status', 'Deployed'),
    element('DomainName', domainName),
    element('DistributionConfig', ...settings(distribution, resolve)),
  ]);
}

export function errorXml(code: string, message: string, requestId: string): string {
  const error = element('Error', element('Type', 'Sender'), element('Code', code), element('Message', message));
  return xmlDocument('ErrorResponse', NAMESPACE, [error, element('RequestId', requestId)]);
}

function settings({ model, originHeaders }: ServedDistribution, resolve: Resolve): readonly XmlElement[] {
  const origins = model.origins.map((origin) => originOf(origin, originHeaders(origin.id) ?? [], resolve));
  return [
    element('CallerReference', model.logicalId),
    list(
      'Aliases',
      model.aliases.map((alias) => element('CNAME', alias)),
    ),
    list('Origins', origins),
    element('Comment', model.comment),
    element('Enabled', String(model.enabled)),
  ];
}

function originOf({ id, domainName, path }: OriginModel, headers: readonly HeaderPair[], resolve: Resolve): XmlElement {
  const sent = headers.map(([name, text]) =>
    element('OriginCustomHeader', element('HeaderName', name), element('HeaderValue', resolve(text) ?? '')),
  );
  return element(
    'Origin',
    element('Id', id),
    element('DomainName', domainName),
    element('OriginPath', path),
    list('CustomHeaders', sent),
  );
}

function list(name: string, items: readonly XmlElement[]): XmlElement {
  return element(name, element('Quantity', String(items.length)), element('Items', ...items));
}
