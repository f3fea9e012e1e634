import { Command, Option } from 'commander';
import { listPrices } from '../../facts/prices.js';
import { CliError } from '../cli-error.js';
import type { Console } from '../console.js';
import { goesWith } from '../goes-with.js';
import { priceFileOf, printPrices } from '../prices/print-prices.js';
import { readPriceFile } from '../prices/read-price-file.js';
import { PRICE_LIST_ENDPOINT, refreshPrices } from '../prices/refresh-prices.js';
import { writeOutput } from '../write-output.js';

interface PricesFlags {
  readonly refresh?: true;
  readonly region: string;
  readonly prices?: string;
  readonly json?: true;
  readonly output?: string;
  readonly endpoint: string;
}

export function pricesCommand(console: Console): Command {
  const command = new Command('prices')
    .summary("list the prices that bills are made of, or fetch today's from AWS")
    .description(
      'Lists the dollars behind every bill with their sources. What it writes, `gatewright plan --prices` takes.',
    )
    .addOption(
      new Option('--refresh', 'fetch them from the AWS Price List, which needs no account').conflicts('prices'),
    )
    .option('--region <name>', 'the Region to fetch', 'us-east-1')
    .option('--prices <file>', 'list these, with ours where it has none')
    .option('--json', 'as a price file')
    .option('-o, --output <file>', 'write a price file here in place of printing')
    .addOption(
      new Option('--endpoint <url>', 'where the Price List answers')
        .env('GATEWRIGHT_PRICES_URL')
        .default(PRICE_LIST_ENDPOINT),
    );
  return goesWith(command, 'refresh', ['region', 'endpoint']).action(async (flags: PricesFlags) =>
    flags.refresh ? refresh(flags, console) : list(flags, console),
  );
}

async function refresh({ region, endpoint, output }: PricesFlags, console: Console): Promise<void> {
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region))
    throw new CliError(2, `--region ${region} is no Region, such as eu-west-1`);
  if (!URL.canParse(endpoint)) throw new CliError(2, `--endpoint ${endpoint} is no address`);
  const { unmapped, edgeArea, ...fetched } = await refreshPrices({ region, endpoint, fetch });
  await writeOutput(fileText(fetched, fetched.prices, fetched.sources), output, console);
  console.err(
    edgeArea === undefined
      ? `gatewright: nobody says what callers near ${region} cost at an edge, so bills take North America's prices of CloudFront`
      : `gatewright: CloudFront's prices are those of its area ${edgeArea}, for callers near ${region}`,
  );
  console.err(
    `gatewright: the Price List has these by no name that we know, so bills take ours: ${unmapped.join(', ')}`,
  );
}

async function list({ prices, json, output }: PricesFlags, console: Console): Promise<void> {
  const given = prices === undefined ? listPrices : await readPriceFile(prices);
  if (json || output !== undefined) return writeOutput(fileText(given, given.usd, given.sources), output, console);
  console.out(printPrices(given, console.width));
}

function fileText(...given: Parameters<typeof priceFileOf>): string {
  return `${JSON.stringify(priceFileOf(...given), null, 2)}\n`;
}
