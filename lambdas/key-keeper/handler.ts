import { realTiming } from '../../lib/aws/timing.js';
import type { KeyKeeperConfig } from '../../lib/plan/key-keeper-plan.js';
import { controlPlane } from './control-plane.js';
import { keepKeys } from './keep-keys.js';
import { type RunReport, startRun } from './run.js';
import { type AwsEnvironment, signedSend } from './signed-send.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Lambda handler that a schedule calls. It throws where anything failed, after all else is done, so that the alarm
 * on its errors sees it; a run that there was too little time for is no error, since the next one goes on.
 */
export function keyKeeper(
  config: KeyKeeperConfig,
): (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<RunReport> {
  return async (_event, context) => {
    const aws = awsEnvironment(process.env);
    const run = startRun(
      () => context.getRemainingTimeInMillis(),
      (line) => console.log(JSON.stringify(line)),
    );
    await keepKeys({
      run,
      aws: controlPlane(signedSend(aws), aws.region, realTiming),
      config,
      planIds: planIdsIn(process.env.GATEWRIGHT_USAGE_PLANS),
      nowMs: Date.now,
    });
    const report = run.report();
    run.log({ message: report.left > 0 ? 'out of time' : 'done', ...report });
    if (report.failed > 0) throw new Error(`${report.failed} of this run's actions failed; its log says which`);
    return report;
  };
}

function awsEnvironment(environment: Environment): AwsEnvironment {
  const { AWS_SESSION_TOKEN: sessionToken, AWS_ENDPOINT_URL: all } = environment;
  const { AWS_ENDPOINT_URL_API_GATEWAY: apigateway = all, AWS_ENDPOINT_URL_EVENTBRIDGE: events = all } = environment;
  return {
    region: environment.AWS_REGION ?? '',
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    ...(sessionToken !== undefined && { sessionToken }),
    endpoints: { ...(apigateway && { apigateway }), ...(events && { events }) },
  };
}

/** `free=ab12,gold=cd34` */
function planIdsIn(text = ''): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/([^=,]+)=([^,]+)/g)].map(([, name = '', id = '']) => [name, id]));
}
