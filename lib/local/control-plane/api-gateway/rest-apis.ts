import type { RestApiModel, RestStage } from '../../model/rest-api.js';
import type { ControlPlaneWorld } from '../control-plane-call.js';
import type { Operation, OperationInput } from './operation.js';
import { pageOf } from './page.js';
import { found } from './refusals.js';

const STAGES = 'restapis/*/stages';

export const restApiOperations: readonly Operation[] = [
  { name: 'GetRestApis', method: 'GET', path: 'restapis', status: 200, run: getRestApis },
  {
    name: 'GetRestApi',
    method: 'GET',
    path: 'restapis/*',
    status: 200,
    run: (input) => describeApi(requireApi(input), input.world.startedAtMs),
  },
  {
    name: 'GetStages',
    method: 'GET',
    path: STAGES,
    status: 200,
    run: (input) => ({ item: requireApi(input).stages.map(describeStage) }),
  },
  { name: 'GetStage', method: 'GET', path: `${STAGES}/*`, status: 200, run: getStage },
];

function getRestApis({ world, query }: OperationInput) {
  const apis = restApis(world).map((api) => describeApi(api, world.startedAtMs));
  return pageOf(apis, query);
}

function getStage(input: OperationInput) {
  const stage = requireApi(input).stages.find(({ name }) => name === input.parameter(1));
  return describeStage(found(stage, 'stage'));
}

function restApis(world: ControlPlaneWorld): readonly RestApiModel[] {
  return world.model().apis.flatMap((api) => (api.kind === 'rest' ? [api] : []));
}

function requireApi({ world, parameter }: OperationInput): RestApiModel {
  const api = restApis(world).find(({ apiId }) => apiId === parameter(0));
  return found(api, 'API');
}

function describeApi(api: RestApiModel, startedAtMs: number) {
  const { apiId: id, name, apiKeySource, binaryMediaTypes, disableExecuteApiEndpoint } = api;
  const createdDate = Math.floor(startedAtMs / 1000);
  return { id, name, createdDate, apiKeySource, binaryMediaTypes, disableExecuteApiEndpoint };
}

function describeStage({ name, variables, tracingEnabled }: RestStage) {
  return { stageName: name, variables, tracingEnabled };
}
