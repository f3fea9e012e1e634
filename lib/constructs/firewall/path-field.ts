import type { aws_wafv2 } from 'aws-cdk-lib';

type Transformation = 'NONE' | 'LOWERCASE' | 'NORMALIZE_PATH' | 'URL_DECODE';

const URI_PATH: aws_wafv2.CfnWebACL.FieldToMatchProperty = { uriPath: {} };

export const AS_SENT = transformed('NONE');
export const DECODED = transformed('URL_DECODE');
export const NORMALIZED = transformed('URL_DECODE', 'NORMALIZE_PATH');
/**
 * In lower case, with letters decoded: as it is, and with `//`, `/./` and `/../` taken out. Whoever reads a path of the
 * two ways reads the same as one of them.
 */
export const PLAIN_WAYS = [
  transformed('URL_DECODE', 'LOWERCASE'),
  transformed('URL_DECODE', 'NORMALIZE_PATH', 'LOWERCASE'),
];

type Transformations = readonly aws_wafv2.CfnWebACL.TextTransformationProperty[];

/** In this order. https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html */
function transformed(...types: readonly Transformation[]): Transformations {
  return types.map((type, priority) => ({ priority, type }));
}

export function pathMatches(regex: string, transformations: Transformations): aws_wafv2.CfnWebACL.StatementProperty {
  return {
    regexMatchStatement: {
      fieldToMatch: URI_PATH,
      regexString: regex,
      textTransformations: [...transformations],
    },
  };
}

export function pathMatchesSet(arn: string, transformations: Transformations): aws_wafv2.CfnWebACL.StatementProperty {
  return {
    regexPatternSetReferenceStatement: { arn, fieldToMatch: URI_PATH, textTransformations: [...transformations] },
  };
}

export function methodIs(method: string): aws_wafv2.CfnWebACL.StatementProperty {
  return {
    byteMatchStatement: {
      fieldToMatch: { method: {} },
      positionalConstraint: 'EXACTLY',
      searchString: method,
      textTransformations: [...AS_SENT],
    },
  };
}
