import type { HttpAuthorizer } from '../../model/http-api.js';
import { type Fields, fieldsOf, flagOf, isFields, numberOf, textOf, textsOf } from '../../openapi-body/fields.js';
import { payloadFormat } from './import-integration.js';

/**
 * The authorizers among the security schemes, by scheme name. Schemes without `x-amazon-apigateway-authorizer`
 * describe something to callers, and check nothing.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
export function importAuthorizers(securitySchemes: Fields): Record<string, HttpAuthorizer> {
  const entries = Object.entries(securitySchemes).flatMap(([name, scheme]) => {
    const extension = isFields(scheme) ? scheme['x-amazon-apigateway-authorizer'] : undefined;
    return isFields(extension) ? [[name, importAuthorizer(name, extension)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function importAuthorizer(name: string, fields: Fields): HttpAuthorizer {
  if (textOf(fields, 'type')?.toLowerCase() === 'jwt') return jwtAuthorizer(name, fields);
  return {
    id: name,
    name,
    kind: 'REQUEST',
    functionArn: textOf(fields, 'authorizerUri') ?? '',
    identitySource: identitySources(fields),
    payloadFormatVersion: payloadFormat(fields, 'authorizerPayloadFormatVersion'),
    simpleResponses: flagOf(fields, 'enableSimpleResponses'),
    ttlSeconds: numberOf(fields, 'authorizerResultTtlInSeconds') ?? 0,
  };
}

function jwtAuthorizer(name: string, fields: Fields): HttpAuthorizer {
  const configuration = fieldsOf(fields, 'jwtConfiguration');
  const sources = identitySources(fields);
  return {
    id: name,
    name,
    kind: 'JWT',
    issuer: textOf(configuration, 'issuer') ?? '',
    audience: textsOf(configuration, 'audience'),
    identitySource: sources.length > 0 ? sources : ['$request.header.Authorization'],
  };
}

/** A list, or one text with commas between the sources. */
const identitySources = (fields: Fields): string[] =>
  textsOf(fields, 'identitySource')
    .flatMap((text) => text.split(','))
    .map((source) => source.trim())
    .filter((source) => source !== '');
