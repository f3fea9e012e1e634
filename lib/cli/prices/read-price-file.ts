import { readFile } from 'node:fs/promises';
import { IssuesError } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { listPrices, type PriceKey, type PriceList, prices } from '../../facts/prices.js';
import { CliError } from '../cli-error.js';
import { type PriceFile, priceFileIssues } from './price-file-issues.js';

/**
 * Prices in place of ours: `{ "region": "eu-west-1", "date": "2026-11-22", "prices": { "accessLogsGb": 0.57 } }`, by our
 * keys and for as many units; ours fill what is not there.
 *
 * @throws CliError 1 where the file cannot be read or is no JSON
 * @throws IssuesError with everything that is wrong with it
 */
export async function readPriceFile(path: string): Promise<PriceList> {
  const value = jsonOf(await textOf(path), path);
  const issues = priceFileIssues(value);
  if (issues.length > 0) throw new IssuesError(`The price file ${shownPath(path)}`, issues);
  const { region, date, prices: given, about = {} } = value as PriceFile;
  const keys = Object.keys(prices) as PriceKey[];
  return {
    region: region ?? 'a Region not named',
    date: date ?? 'a day not named',
    usd: { ...listPrices.usd, ...given },
    sources: Object.fromEntries(
      keys.map((key) => [
        key,
        Object.hasOwn(given, key) ? (about[key]?.source ?? shownPath(path)) : listPrices.sources[key],
      ]),
    ) as PriceList['sources'],
    filled: keys.filter((key) => !Object.hasOwn(given, key)),
  };
}

const LONGEST_PATH = 4_096;

function shownPath(path: string): string {
  return oneLine(path, LONGEST_PATH);
}

/** Editors of some systems begin a file with a mark of its byte order. */
const BYTE_ORDER_MARK = /^\ufeff/;

async function textOf(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(BYTE_ORDER_MARK, '');
  } catch (error) {
    throw new CliError(1, `${shownPath(path)} cannot be read: ${reasonOf(error)}`);
  }
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(1, `${shownPath(path)} is no JSON: ${reasonOf(error)}`);
  }
}

/** Its text repeats what stands in the file. */
function reasonOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}
