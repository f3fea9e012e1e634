import type { BehaviorModel, DistributionModel } from '../../model/distribution.js';
import { giveUp } from '../../server/send-parts.js';
import { type EdgeRequest, type EdgeResponse, edgeError } from '../edge-message.js';
import { applyRequestResult, applyResponseResult, type RequestOutcome } from './apply-edge-result.js';
import { compileEdgeFunction, type EdgeFunction, type EdgeRun } from './compile-edge-function.js';
import { edgeEvent } from './edge-event.js';
import type { OriginChange } from './origin-change.js';
import { InvalidFunctionResult } from './read-edge-headers.js';

export interface ViewerFunctions {
  readonly onRequest: (
    behavior: BehaviorModel,
    request: EdgeRequest,
  ) => Promise<RequestOutcome & { readonly origin?: OriginChange }>;
  readonly onResponse: (behavior: BehaviorModel, request: EdgeRequest, response: EdgeResponse) => Promise<EdgeResponse>;
}

export interface ViewerFunctionWorld {
  /** What a function prints, and why it failed. */
  readonly log: (line: string) => void;
  /** @default 250 */
  readonly functionTimeoutMs?: number;
}

const COULD_NOT_RUN =
  'The CloudFront function associated with the CloudFront distribution is invalid or could not run.';
const INVALID = 'The CloudFront function returned an invalid value.';

/** The functions of a distribution's behaviors, each compiled once. */
export function createViewerFunctions(
  model: Pick<DistributionModel, 'id' | 'domainName' | 'behaviors' | 'origins' | 'originGroups'>,
  { log, functionTimeoutMs }: ViewerFunctionWorld,
): ViewerFunctions {
  const options = {
    originIds: model.origins.map(({ id }) => id),
    groupIds: model.originGroups.map(({ id }) => id),
    ...(functionTimeoutMs !== undefined && { timeoutMs: functionTimeoutMs }),
  };
  const models = model.behaviors.flatMap(({ viewerRequest, viewerResponse }) => [
    viewerRequest ?? [],
    viewerResponse ?? [],
  ]);
  const compiled = new Map(
    models.flat().map((one): [typeof one, EdgeFunction] => [one, compileEdgeFunction(one, options)]),
  );

  function checked<Result>(
    run: EdgeRun,
    apply: (value: unknown) => Result,
    refuse: (response: EdgeResponse) => Result,
  ): Result {
    for (const line of run.logs) log(line);
    if (run.kind === 'failed') {
      log(`a function failed: ${run.reason}`);
      return refuse(edgeError(503, COULD_NOT_RUN, 'FunctionExecutionError'));
    }
    try {
      return apply(run.value);
    } catch (error) {
      if (!(error instanceof InvalidFunctionResult)) throw error;
      log(`a function failed: ${error.message}`);
      return refuse(edgeError(502, INVALID, 'FunctionValidationError'));
    }
  }

  return {
    async onRequest({ viewerRequest }, request) {
      const run = viewerRequest && compiled.get(viewerRequest);
      if (run === undefined) return { kind: 'request', request };
      const event = edgeEvent(model, request);
      const ran = await run(event);
      const outcome = checked<RequestOutcome>(
        ran,
        (value) => applyRequestResult(value, request, event),
        (response) => ({ kind: 'response', response }),
      );
      return ran.kind === 'returned' && ran.origin ? { ...outcome, origin: ran.origin } : outcome;
    },
    async onResponse({ viewerResponse }, request, response) {
      const run = viewerResponse && compiled.get(viewerResponse);
      if (run === undefined || response.status >= 400) return response;
      const event = edgeEvent(model, request, response);
      const given = event.response;
      if (given === undefined) return response;
      const changed = checked(
        await run(event),
        (value) => applyResponseResult(value, response, given),
        (refusal) => refusal,
      );
      if (response.parts && !changed.parts) void giveUp(response.parts);
      return changed;
    },
  };
}
