import { failedFor } from '../../aws/aws-call-error.js';
import type { Connection } from '../../aws/clients.js';
import { parseSource } from '../document/parse-source.js';
import { type SourceFiles, singleSource } from '../document/source-files.js';
import { ImportError } from '../import-error.js';

export interface DeployedApi {
  readonly id: string;
  /** A REST API is exported by its stage; an HTTP API as it is where none is named. */
  readonly stage?: string | undefined;
}

/**
 * The OpenAPI document of a deployed API, HTTP or REST, with its integrations and authorizers.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-exports-specification.html
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html
 *
 * @throws AwsCallError where neither kind has the id, or AWS refuses; ImportError where a stage is needed
 */
export async function exportApi(connection: Connection, api: DeployedApi, endpoint?: string): Promise<SourceFiles> {
  const body = await exportHttpApi(connection, api, endpoint).catch((error: unknown) => {
    if (failedFor(error, 'not-found')) return exportRestApi(connection, api);
    throw error;
  });
  return singleSource(parseSource(body ?? new Uint8Array(), `the export of ${api.id}`).value);
}

/** A client of the second API with the settings of the first. */
function exportHttpApi({ apiGateway }: Connection, { id, stage }: DeployedApi, endpoint: string | undefined) {
  return apiGateway('ExportApi', async ({ config }) => {
    const { ApiGatewayV2 } = await import('@aws-sdk/client-apigatewayv2');
    const { region, credentials, requestHandler } = config;
    const client = new ApiGatewayV2({
      region,
      credentials,
      requestHandler,
      maxAttempts: 1,
      ...(endpoint !== undefined && { endpoint }),
    });
    const exported = await client.exportApi({
      ApiId: id,
      Specification: 'OAS30',
      OutputType: 'JSON',
      IncludeExtensions: true,
      ...(stage !== undefined && { StageName: stage }),
    });
    return exported.body;
  });
}

async function exportRestApi({ apiGateway, region }: Connection, { id, stage }: DeployedApi) {
  if (stage === undefined)
    throw new ImportError(
      `no HTTP API in ${region} has the id ${id}; a REST API is exported by its stage: name it with --stage`,
    );
  const request = {
    restApiId: id,
    stageName: stage,
    exportType: 'oas30',
    accepts: 'application/json',
    parameters: { extensions: 'apigateway' },
  };
  return (await apiGateway('GetExport', (client) => client.getExport(request))).body;
}
