import { CsvError, parse } from 'csv-parse/sync';
import { oneLine } from '../../../errors/one-line.js';
import { KeyRequestError } from '../../../keys/key-request-error.js';
import { nameFault, tagFault } from '../key-texts.js';
import { parseExpiry } from '../parse-expiry.js';

/** A line of the file: one key to issue. */
export interface Partner {
  readonly line: number;
  readonly owner: string;
  readonly plan: string;
  readonly name: string;
  /** As it stands there; empty for never. */
  readonly expires: string;
  readonly description: string;
}

export interface PartnerRules {
  /** Names of the gateway's plans. */
  readonly plans: readonly string[];
  readonly nowMs: number;
}

const REQUIRED = ['owner', 'plan'];
const COLUMNS = [...REQUIRED, 'name', 'expires', 'description'];

/** API Gateway holds no more in an account and Region; it is not raisable. */
const MOST_KEYS = 10_000;

/**
 * Reads the keys that a CSV file asks for; RFC 4180, with a line of column names.
 *
 * @throws KeyRequestError with every fault and its line
 */
export function readPartners(text: string, rules: PartnerRules): readonly Partner[] {
  const [header, ...records] = recordsOf(text);
  const names = (header?.cells ?? []).map((name) => name.toLowerCase());
  const faults = headerFaults(names);
  if (faults.length === 0 && records.length === 0) faults.push('there is no line below the column names');
  if (records.length > MOST_KEYS) faults.push(`there are ${records.length} lines; an account holds ${MOST_KEYS} keys`);
  if (faults.length > 0) throw refusal(faults);
  const partners = records.map(({ line, cells }) => partnerOf(line, names, cells));
  const all = [
    ...columnFaults(records, names.length),
    ...partners.flatMap((one) => partnerFaults(one, rules)),
    ...repeated(partners),
  ];
  if (all.length > 0)
    throw refusal(all.sort((a, b) => a.line - b.line).map(({ line, fault }) => `line ${line}: ${fault}`));
  return partners;
}

interface LineFault {
  readonly line: number;
  readonly fault: string;
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string): readonly CsvRecord[] {
  try {
    const records = parse(text, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    return (
      records as unknown as readonly { readonly record: string[]; readonly info: { readonly lines: number } }[]
    ).map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refusal([`it is no CSV: ${oneLine(error.message)}`]);
  }
}

function columnFaults(records: readonly CsvRecord[], columns: number): readonly LineFault[] {
  return records
    .filter(({ cells }) => cells.length !== columns)
    .map(({ line, cells }) => ({ line, fault: `has ${cells.length} columns, and the first line ${columns}` }));
}

function headerFaults(names: readonly string[]): string[] {
  const missing = REQUIRED.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !COLUMNS.includes(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...missing.map((name) => `line 1: there is no column ${name}; the columns are ${COLUMNS.join(', ')}`),
    ...unknown.map(
      (name) =>
        `line 1: there is no use for a column ${oneLine(name) || 'without a name'}; the columns are ${COLUMNS.join(', ')}`,
    ),
    ...twice.map((name) => `line 1: column ${oneLine(name)} is there twice`),
  ];
}

function partnerOf(line: number, names: readonly string[], cells: readonly string[]): Partner {
  const cell = (name: string) => cells[names.indexOf(name)] ?? '';
  const owner = cell('owner');
  return {
    line,
    owner,
    plan: cell('plan'),
    name: cell('name') || owner,
    expires: cell('expires'),
    description: cell('description'),
  };
}

function partnerFaults(
  { line, owner, plan, name, expires, description }: Partner,
  rules: PartnerRules,
): readonly LineFault[] {
  const faults = [
    owner === '' ? 'there is no owner' : tagFault('owner', owner),
    planFault(plan, rules),
    nameFault('name', name),
    nameFault('description', description),
    expiryFault(expires, rules.nowMs),
  ];
  return faults.filter((fault) => fault !== undefined).map((fault) => ({ line, fault }));
}

function planFault(plan: string, { plans }: PartnerRules): string | undefined {
  if (plans.includes(plan)) return undefined;
  return plan === '' ? 'there is no plan' : `the gateway has no plan ${oneLine(plan)}; it has: ${plans.join(', ')}`;
}

function expiryFault(expires: string, nowMs: number): string | undefined {
  if (expires === '') return undefined;
  try {
    parseExpiry(expires, nowMs);
    return undefined;
  } catch (error) {
    return `expires ${oneLine(expires)} is not ${(error as Error).message}`;
  }
}

/** Two keys that nothing tells apart are more often a line copied by mistake than wanted. */
function repeated(partners: readonly Partner[]): readonly LineFault[] {
  const first = new Map<string, number>();
  return partners.flatMap(({ line, owner, plan, name }) => {
    const id = JSON.stringify([owner, plan, name]);
    const former = first.get(id);
    if (former === undefined) first.set(id, line);
    return former === undefined
      ? []
      : [{ line, fault: `repeats line ${former}; give them names where both are wanted` }];
  });
}

function refusal(faults: readonly string[]): KeyRequestError {
  return new KeyRequestError(
    `nothing was issued: the file has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
  );
}
