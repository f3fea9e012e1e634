import type { WafLogFilter, WafLogging } from '../../model/web-acl.js';
import { oneOf, optional } from '../optional.js';
import type { Properties } from '../properties.js';
import { readField } from './read-field.js';

const BEHAVIORS = ['KEEP', 'DROP'] as const;

/** What an `AWS::WAFv2::LoggingConfiguration` says. */
export const readLogging = (properties: Properties): WafLogging => ({
  destinationArns: properties.strings('LogDestinationConfigs'),
  redacted: properties.objects('RedactedFields').flatMap((field) => readField(field) ?? []),
  ...optional('filter', properties.has('LoggingFilter') ? readFilter(properties.object('LoggingFilter')) : undefined),
});

const readFilter = (filter: Properties): WafLogFilter => ({
  defaultBehavior: oneOf(filter.string('DefaultBehavior'), BEHAVIORS) ?? 'KEEP',
  filters: filter.objects('Filters').map((each) => ({
    behavior: oneOf(each.string('Behavior'), BEHAVIORS) ?? 'KEEP',
    requirement: oneOf(each.string('Requirement'), ['MEETS_ALL', 'MEETS_ANY']) ?? 'MEETS_ANY',
    conditions: each
      .objects('Conditions')
      .map((condition) =>
        condition.has('LabelNameCondition')
          ? { kind: 'label', name: condition.object('LabelNameCondition').string('LabelName') ?? '' }
          : { kind: 'action', action: condition.object('ActionCondition').string('Action') ?? '' },
      ),
  })),
});
