import { createApiGateway, refuseRestJson } from './api-gateway/api-gateway.js';
import { AwsError } from './aws-error.js';
import { createCloudFormation, refuseQuery } from './cloud-formation/cloud-formation.js';
import { createCloudFront, refuseXml } from './cloud-front/cloud-front.js';
import type { ControlPlaneAnswer, ControlPlaneCall, ControlPlaneWorld } from './control-plane-call.js';
import type { ControlPlaneThrottle } from './control-plane-throttle.js';
import { createEventBridge, refuseJson } from './event-bridge/event-bridge.js';
import type { ControlPlaneService } from './signed-service.js';
import { createTagging } from './tagging/tagging.js';
import { createWaf } from './waf/waf.js';

export interface ControlPlaneOptions extends ControlPlaneWorld {
  /** Refuses what comes faster than AWS allows. @default nothing is refused */
  readonly throttle?: ControlPlaneThrottle;
}

interface Service {
  readonly answer: (call: ControlPlaneCall) => ControlPlaneAnswer;
  /** An error in the service's protocol. */
  readonly refuse: (error: AwsError, requestId: string) => ControlPlaneAnswer;
}

export interface ControlPlane {
  readonly answer: (service: ControlPlaneService, call: ControlPlaneCall) => ControlPlaneAnswer;
  readonly refuse: (service: ControlPlaneService, error: AwsError) => ControlPlaneAnswer;
}

/** Answers the calls of AWS SDKs for what is served here: API Gateway's keys and plans, outputs of stacks, events, and what closes an origin. */
export function createControlPlane({ throttle = () => true, ...world }: ControlPlaneOptions): ControlPlane {
  const services = {
    apigateway: { answer: createApiGateway(world, throttle), refuse: refuseRestJson },
    cloudformation: { answer: createCloudFormation(world), refuse: refuseQuery },
    events: { answer: createEventBridge(world), refuse: refuseJson },
    cloudfront: { answer: createCloudFront(world), refuse: refuseXml },
    wafv2: { answer: createWaf(world), refuse: refuseJson },
    tagging: { answer: createTagging(world), refuse: refuseJson },
  } satisfies Record<ControlPlaneService, Service>;

  function refuse(service: ControlPlaneService, error: AwsError): ControlPlaneAnswer {
    return services[service].refuse(error, world.randomId());
  }

  return {
    answer(service, call) {
      try {
        return services[service].answer(call);
      } catch (error) {
        if (error instanceof AwsError) return refuse(service, error);
        throw error;
      }
    },
    refuse,
  };
}
