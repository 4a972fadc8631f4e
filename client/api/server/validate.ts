import { Ajv } from 'ajv';
import type { ErrorObject } from 'ajv';
import { parseDay } from '../../../workflows/inputs/days.ts';
import type { Api } from '../api.ts';
import { Problem } from '../problem.ts';

const isDay = (text: string): boolean => {
  try {
    return parseDay(text, 'a day') === text;
  } catch {
    return false;
  }
};

/** Texts of an address become numbers where a number is wanted; those of a body do not. Nothing is left out or made up. */
function validatorOf(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({
    coerceTypes,
    useDefaults: true,
    removeAdditional: false,
    allowUnionTypes: true,
    strict: false,
  });
  return ajv.addFormat('date', isDay).addFormat('date-time', true).addFormat('uri', true);
}

const places: Record<string, string> = { querystring: 'parameter', params: 'part of the address', body: 'member' };

function tell({ keyword, instancePath, params, message }: ErrorObject, part: string, known: string[]): string {
  const place = places[part] ?? 'header';
  const name = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'additionalProperties') {
    const { additionalProperty } = params as { additionalProperty: string };
    return `There is no ${place} ${JSON.stringify(additionalProperty)}; known are ${known.join(', ') || 'none'}.`;
  }
  if (keyword === 'required')
    return `The ${place} ${(params as { missingProperty: string }).missingProperty} is missing.`;
  if (keyword === 'enum') {
    const { allowedValues } = params as { allowedValues: unknown[] };
    return `${name} must be one of ${allowedValues.join(', ')}.`;
  }
  if (keyword === 'format' || keyword === 'pattern') return `${name} is not what it should be: ${message}.`;
  return `${name === '' ? `The ${part}` : name} ${message}.`;
}

/** Checks what comes in by the routes' schemas, and says in a sentence what is wrong. */
export function validateBySchemas(api: Api): void {
  const [ofAddress, ofBody] = [validatorOf(true), validatorOf(false)];
  api.setValidatorCompiler(({ schema, httpPart }) => {
    const check = (httpPart === 'body' ? ofBody : ofAddress).compile(schema as object);
    const { properties = {} } = schema as { properties?: object };
    const code = httpPart === 'body' ? 'bad_body' : 'bad_parameter';
    return (value: unknown) => {
      if (check(value)) return { value };
      const [first] = check.errors ?? [];
      const detail = first ? tell(first, httpPart ?? 'body', Object.keys(properties)) : 'This cannot be understood.';
      return { error: new Problem(code, detail) };
    };
  });
  // The problem itself, not one of Fastify's around it.
  api.setSchemaErrorFormatter((errors) => errors[0] as unknown as Error);
}
