import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerApiGateway } from './stand-in-api-gateway.js';
import { Refusal, type StandInCall, type StandInRegion } from './stand-in-region.js';

/** What goes wrong with a call: answered otherwise, or the connection broken before or after it is done. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly code: string;
      readonly message?: string;
      readonly retryAfter?: string;
    }
  | { readonly kind: 'broken'; readonly done: boolean };

export interface RecordedCall extends StandInCall {
  readonly atMs: number;
  readonly status: number;
}

export interface StandIn {
  readonly url: string;
  readonly region: (name: string) => StandInRegion;
  readonly calls: RecordedCall[];
  readonly events: {
    readonly region: string;
    readonly kind: string;
    readonly source: string;
    readonly detail: unknown;
  }[];
  /** Asked before each call is done. */
  fault: (call: StandInCall) => Fault | undefined;
  readonly close: () => Promise<void>;
}

/** AWS's control plane on localhost, over the wire: API Gateway, CloudFormation, EventBridge and Secrets Manager. */
export async function startStandIn(regions: readonly StandInRegion[]): Promise<StandIn> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const find = (name: string) => {
    const region = regions.find((one) => one.name === name);
    if (!region) throw new Error(`the stand-in has no region ${name}`);
    return region;
  };
  const standIn: StandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: find,
    calls: [],
    events: [],
    fault: () => undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [, region = '', service = ''] =
      /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const path = url.pathname.split('/').map(decodeURIComponent);
    const call: StandInCall = { region, service, method: request.method ?? '', path, query: url.searchParams, body };
    const record = (status: number) => standIn.calls.push({ ...call, atMs: Date.now(), status });
    const fault = standIn.fault(call);
    if (fault?.kind === 'broken') {
      if (fault.done) run(call);
      record(0);
      return void request.socket.destroy();
    }
    const result = fault ? refused(fault) : run(call);
    record(result.status);
    response.writeHead(result.status, result.headers).end(result.body);
  }

  function run(call: StandInCall): Result {
    try {
      return (
        SERVICES[call.service]?.(find(call.region), call, standIn) ??
        refusal(new Refusal(404, 'UnknownService', call.service))
      );
    } catch (error) {
      if (error instanceof Refusal) return refusal(error);
      throw error;
    }
  }
  return standIn;
}

interface Result {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function refused({ status, code, message = 'no', retryAfter }: Extract<Fault, { kind: 'answer' }>): Result {
  const result = refusal(new Refusal(status, code, message));
  return retryAfter === undefined ? result : { ...result, headers: { ...result.headers, 'retry-after': retryAfter } };
}

function refusal({ status, code, message }: Refusal): Result {
  return {
    status,
    headers: { 'x-amzn-errortype': code, 'content-type': 'application/json' },
    body: JSON.stringify({ message, __type: code }),
  };
}

const JSON_11 = { 'content-type': 'application/x-amz-json-1.1' };

const SERVICES: Readonly<Record<string, (region: StandInRegion, call: StandInCall, standIn: StandIn) => Result>> = {
  apigateway(region, call) {
    const { status, body } = answerApiGateway(region, call);
    return {
      status,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? '' : JSON.stringify(body),
    };
  },
  cloudformation(region, call) {
    const wanted = new URLSearchParams(call.body).get('StackName');
    const stacks = region.stacks.filter(({ name }) => wanted === null || name === wanted);
    if (wanted !== null && stacks.length === 0) {
      const body = `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${wanted} does not exist</Message></Error></ErrorResponse>`;
      return { status: 400, headers: { 'content-type': 'text/xml' }, body };
    }
    const members = stacks.map(({ name, outputs }) => {
      const pairs = Object.entries(outputs).map(
        ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
      );
      return `<member><StackName>${name}</StackName><StackId>arn:aws:cloudformation:${region.name}:111122223333:stack/${name}/1</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-01T00:00:00Z</CreationTime><Outputs>${pairs.join('')}</Outputs></member>`;
    });
    const body = `<DescribeStacksResponse><DescribeStacksResult><Stacks>${members.join('')}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  },
  events(region, { body }, standIn) {
    const { Entries } = JSON.parse(body) as { Entries: { Source: string; DetailType: string; Detail: string }[] };
    for (const { Source, DetailType, Detail } of Entries)
      standIn.events.push({ region: region.name, source: Source, kind: DetailType, detail: JSON.parse(Detail) });
    const answered = { FailedEntryCount: 0, Entries: Entries.map((_, index) => ({ EventId: String(index) })) };
    return { status: 200, headers: JSON_11, body: JSON.stringify(answered) };
  },
  secretsmanager({ secrets }, { body }) {
    const { SecretId } = JSON.parse(body) as { SecretId: string };
    const secret = secrets.get(SecretId);
    if (secret === undefined) throw new Refusal(400, 'ResourceNotFoundException', 'no such secret');
    const held = typeof secret === 'string' ? { SecretString: secret } : { SecretBinary: 'AAAA' };
    return { status: 200, headers: JSON_11, body: JSON.stringify({ Name: SecretId, ...held }) };
  },
};
