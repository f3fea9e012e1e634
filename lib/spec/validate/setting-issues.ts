import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../gateway.js';
import { throttleIssues } from './throttle-issues.js';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export function settingIssues(spec: GatewaySpec): readonly Issue[] {
  return [
    ...nameIssues(spec),
    ...routeCountIssues(spec),
    ...descriptionIssues(spec.description),
    ...stageIssues(spec.stage),
    ...retentionIssues(spec.logRetentionDays),
    ...throttleIssues(spec.throttle, 'throttle'),
  ];
}

function nameIssues({ name }: GatewaySpec): readonly Issue[] {
  if (/^[a-z][a-z0-9-]{0,62}$/.test(name)) return [];
  return [
    {
      code: 'GATEWAY_NAME',
      place: 'name',
      message: "the gateway's name stands in stack, log group and key names",
      got: shown(name),
      allowed: '1 to 63 lower-case letters, digits and dashes, a letter first',
      fix: 'choose a name such as bookshop or book-shop-2',
    },
  ];
}

function routeCountIssues({ routes }: GatewaySpec): readonly Issue[] {
  if (routes.length > 0) return [];
  return [
    {
      code: 'GATEWAY_EMPTY',
      place: 'routes',
      message: 'a gateway without routes answers nothing',
      got: '[]',
      allowed: 'one route or more',
      fix: "add one: route('GET /health', { auth: 'public', to: reply(200, { ok: true }) })",
    },
  ];
}

/** In characters, an HTTP API's; a REST API would take more. A stack's is cut. */
const LONGEST_DESCRIPTION = 1_024;

function descriptionIssues(description: string | undefined): readonly Issue[] {
  if (description === undefined || description.length <= LONGEST_DESCRIPTION) return [];
  return [
    {
      code: 'GATEWAY_DESCRIPTION',
      place: 'description',
      message: 'the description is too long for an API',
      got: `${description.length} characters`,
      allowed: `up to ${LONGEST_DESCRIPTION} characters`,
      fix: 'write one line, and the rest into your documentation',
      source: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html',
    },
  ];
}

function stageIssues(stage: string | undefined): readonly Issue[] {
  if (stage === undefined || /^[A-Za-z0-9_-]{1,128}$/.test(stage)) return [];
  return [
    {
      code: 'STAGE_NAME',
      place: 'stage',
      message: 'a REST stage cannot have this name',
      got: shown(stage),
      allowed: '1 to 128 letters, digits, dashes and underscores',
      fix: "leave it out ('live'), or name an environment: staging",
      source: 'https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html',
    },
  ];
}

function retentionIssues(days: number | undefined): readonly Issue[] {
  if (days === undefined || RETENTION_DAYS.includes(days)) return [];
  return [
    {
      code: 'LOG_RETENTION',
      place: 'logRetentionDays',
      message: 'CloudWatch Logs does not know this retention',
      got: shown(days),
      allowed: RETENTION_DAYS.join(', '),
      fix: 'choose the next longer one',
      source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    },
  ];
}
