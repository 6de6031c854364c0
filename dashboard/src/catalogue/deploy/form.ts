import type { Input, Service } from '../../api/types';
import { formatSize, parseSize, type Size } from './size';

/** What a field holds while it is edited. */
export type FieldValue = string | number | boolean | Size | string[] | MapEntry[];

export interface MapEntry {
  readonly key: string;
  readonly value: string;
}

export type Values = Record<string, FieldValue>;
export type Errors = Record<string, string>;

/** The inputs that a person fills in. */
export function visibleInputs(service: Service): Input[] {
  return service.inputs.filter((input) => input.widget !== 'hidden');
}

/** The inputs of each tab in order, tabs without inputs left out. */
export function inputsByTab(service: Service): { tab: string; inputs: Input[] }[] {
  const inputs = visibleInputs(service);
  const tabs = service.tabs.length > 0 ? service.tabs : [''];
  const first = tabs[0] ?? '';
  const tabOf = (input: Input) => (input.tab !== undefined && tabs.includes(input.tab) ? input.tab : first);
  return tabs
    .map((tab) => ({ tab, inputs: inputs.filter((input) => tabOf(input) === tab) }))
    .filter((group) => group.inputs.length > 0);
}

export function initialValues(service: Service): Values {
  return Object.fromEntries(visibleInputs(service).map((input) => [input.name, initialValue(input)]));
}

function initialValue(input: Input): FieldValue {
  const given = input.default;
  switch (input.widget) {
    case 'boolean':
      return given === true || given === 'true';
    case 'integer':
    case 'float':
      return typeof given === 'number' || typeof given === 'string' ? given : '';
    case 'select':
      return given === undefined || given === null ? '' : optionKey(given);
    case 'size':
      return parseSize(given) ?? { amount: '', unit: 'GB' };
    case 'list':
      return Array.isArray(given) ? given.map(asText) : [];
    case 'map':
      return isRecord(given) ? Object.entries(given).map(([key, value]) => ({ key, value: asText(value) })) : [];
    case 'text':
    case 'textarea':
    case 'password':
    case 'hidden':
      return given === undefined || given === null ? '' : asText(given);
  }
}

/** A select option's value as the string that the widget needs. */
export function optionKey(value: unknown): string {
  return JSON.stringify(value);
}

/** What a person must correct before the server is asked; it checks again, and more. */
export function validate(service: Service, values: Values): Errors {
  const errors: Errors = {};
  for (const input of visibleInputs(service)) {
    const value = values[input.name];
    const error = value === undefined ? undefined : errorOf(input, value);
    if (error) {
      errors[input.name] = error;
    }
  }
  return errors;
}

function errorOf(input: Input, value: FieldValue): string | undefined {
  if (isEmpty(value)) {
    return input.required ? `${input.label} is needed` : undefined;
  }
  if (input.widget === 'integer' || input.widget === 'float') {
    return numberError(input, Number(value));
  }
  if (isSize(value)) {
    return Number(value.amount) > 0 ? undefined : 'Give a size above zero';
  }
  if (input.widget === 'map') {
    return mapError(value as MapEntry[]);
  }
  if (Array.isArray(value)) {
    return lengthError(input, value.length, 'entry', 'entries');
  }
  return typeof value === 'string' && input.widget !== 'select' ? textError(input, value) : undefined;
}

function numberError({ widget, constraints: { min, max } }: Input, value: number): string | undefined {
  if (!Number.isFinite(value)) {
    return 'Give a number';
  }
  if (widget === 'integer' && !Number.isInteger(value)) {
    return 'Give a whole number';
  }
  if (min !== undefined && max !== undefined && (value < min || value > max)) {
    return `Give a number from ${min} to ${max}`;
  }
  if (min !== undefined && value < min) {
    return `Give ${min} or more`;
  }
  return max !== undefined && value > max ? `Give ${max} or less` : undefined;
}

function textError(input: Input, value: string): string | undefined {
  const tooLong = lengthError(input, [...value].length, 'character', 'characters');
  if (tooLong) {
    return tooLong;
  }
  const { pattern } = input.constraints;
  return pattern !== undefined && matches(pattern, value) === false
    ? `This does not have the form ${pattern}`
    : undefined;
}

function lengthError(
  { constraints: { minLength, maxLength } }: Input, length: number, one: string, many: string,
): string | undefined {
  if (minLength !== undefined && length < minLength) {
    return `At least ${minLength} ${minLength === 1 ? one : many}, now ${length}`;
  }
  return maxLength !== undefined && length > maxLength
    ? `At most ${maxLength} ${maxLength === 1 ? one : many}, now ${length}`
    : undefined;
}

function mapError(entries: MapEntry[]): string | undefined {
  const keys = entries.filter(({ key, value }) => key !== '' || value !== '').map(({ key }) => key);
  if (keys.includes('')) {
    return 'Every entry needs a name';
  }
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return twice === undefined ? undefined : `The name ${twice} is there twice`;
}

/** Undefined when the browser does not know the pattern's syntax: then only the server checks. */
function matches(pattern: string, value: string): boolean | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return undefined;
  }
}

/** The inputs as the API takes them. Fields left empty are left out, so that defaults hold. */
export function toInputs(service: Service, values: Values): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const input of visibleInputs(service)) {
    const value = values[input.name];
    if (value !== undefined && !isEmpty(value)) {
      inputs[input.name] = toInput(input, value);
    }
  }
  return inputs;
}

function toInput(input: Input, value: FieldValue): unknown {
  if (isSize(value)) {
    return formatSize(value);
  }
  switch (input.widget) {
    case 'integer':
    case 'float':
      return Number(value);
    case 'select':
      return JSON.parse(value as string) as unknown;
    case 'list':
      return (value as string[]).filter((entry) => entry !== '').map((entry) => likeDefault(input, entry));
    case 'map':
      return Object.fromEntries(
        (value as MapEntry[])
          .filter(({ key }) => key !== '')
          .map(({ key, value: text }) => [key, likeDefault(input, text)]),
      );
    case 'boolean':
    case 'text':
    case 'textarea':
    case 'password':
    case 'size':
    case 'hidden':
      return value;
  }
}

/**
 * An entry of a list or map in the type that the default's entries have; the contract does not say
 * the type. Text that does not parse is sent as text, for the server to name the mistake.
 */
function likeDefault({ default: given }: Input, entry: string): unknown {
  const entries: unknown[] = Array.isArray(given) ? given : isRecord(given) ? Object.values(given) : [];
  if (entries.length === 0 || entries.some((value) => typeof value === 'string')) {
    return entry;
  }
  try {
    return JSON.parse(entry) as unknown;
  } catch {
    return entry;
  }
}

export function isEmpty(value: FieldValue): boolean {
  if (isSize(value)) {
    return value.amount === '';
  }
  if (Array.isArray(value)) {
    return value.every((entry) => (typeof entry === 'string' ? entry === '' : entry.key === '' && entry.value === ''));
  }
  return value === '';
}

export function isSize(value: FieldValue): value is Size {
  return typeof value === 'object' && !Array.isArray(value);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
