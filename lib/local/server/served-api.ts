import type { ApiModel } from '../model/cloud.js';
import type { Engine, EngineServices } from '../model/engine.js';
import type { HttpApiModel } from '../model/http-api.js';
import type { RestApiModel } from '../model/rest-api.js';
import { type AccessLogLine, compileAccessLog } from './access-log.js';

export interface ServedStage {
  readonly name: string;
  readonly apiId: string;
  readonly engine: Engine;
  /** Nobody may call it by its own address. */
  readonly isExecuteApiDisabled: boolean;
  /** Absent where the stage logs no access. */
  readonly accessLogLine: AccessLogLine | undefined;
}

export interface ServedApi {
  readonly model: ApiModel;
  readonly stages: ReadonlyMap<string, ServedStage>;
  /** `$default` where there is one, otherwise the first: what answers on the front. */
  readonly frontStage: ServedStage | undefined;
  /** Whether callers without a certificate may reach it. */
  readonly isOpenOnFront: boolean;
}

export interface EngineFactories {
  readonly rest: (api: RestApiModel, stageName: string, services: EngineServices) => Engine;
  readonly http: (api: HttpApiModel, stageName: string, services: EngineServices) => Engine;
}

/** Makes an API ready to answer at each of its stages. */
export function serveApi(
  model: ApiModel,
  services: EngineServices,
  factories: EngineFactories,
  isOpenOnFront: boolean,
): ServedApi {
  const engineOf = (stageName: string) =>
    model.kind === 'rest' ? factories.rest(model, stageName, services) : factories.http(model, stageName, services);
  const stages = new Map(
    model.stages.map(({ name, accessLog }): readonly [string, ServedStage] => [
      name,
      {
        name,
        apiId: model.apiId,
        engine: engineOf(name),
        isExecuteApiDisabled: model.disableExecuteApiEndpoint,
        accessLogLine: accessLog && compileAccessLog(accessLog.format),
      },
    ]),
  );
  return { model, stages, isOpenOnFront, frontStage: stages.get('$default') ?? stages.values().next().value };
}
