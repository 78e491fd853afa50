import { readFileSync } from 'node:fs';

import { Ajv, type ValidateFunction } from 'ajv';

/** A field as it came: a list when it was repeated. */
export type FormFields = Record<string, string | string[]>;

type Schema = Record<string, unknown>;
type Parameter = { name: string; in: string; required?: boolean; schema: Schema };
type Operation = {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  'x-twilio'?: { conditional?: string[][] };
};
type Route = { method: string; pattern: RegExp; operation: Operation; check: ValidateFunction };

const formats = {
  uri: (value: string) => URL.canParse(value),
  'date-time': (value: string) => !Number.isNaN(Date.parse(value)),
  'phone-number':
    /^(?:(?:whatsapp:)?\+[1-9]\d{1,14}|whatsapp:[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}|\d{3,8}|[A-Za-z0-9][A-Za-z0-9 +&_-]{0,10})$/,
  'http-method': /^(?:GET|POST)$/,
  int64: true,
} as const;

/** The Content API, for templates, is described apart from the rest. */
const files = ['twilio-openapi', 'twilio-content-openapi'];

/**
 * Checks requests against Twilio's own OpenAPI descriptions (the paths Lotse uses, cut out of them): paths, methods,
 * known and required parameters, types, patterns and formats, and which of several parameters must be there.
 */
export function openTwilioApi(): {
  violations(method: string, path: string, query: FormFields, form: FormFields): string[];
} {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: 'array', formats });
  const routes = files.flatMap((name) => {
    const file = new URL(`../../adapters/twilio/fixtures/${name}.json`, import.meta.url);
    const text = readFileSync(file, 'utf8').replaceAll('"#/components/', `"${name}#/components/`);
    const description = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
    ajv.addSchema(description, name);
    return Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => ['get', 'post', 'delete'].includes(method))
        .map(([method, operation]) => routeOf(ajv, path, method, operation)),
    );
  });

  return {
    violations(method, path, query, form) {
      const route = routes.find((one) => one.method === method && one.pattern.test(path));
      if (!route) {
        return [`${method} ${path}: no such operation`];
      }
      const parameters = route.pattern.exec(path)?.groups ?? {};
      route.check(structuredClone({ path: { ...parameters }, query, form }));
      const found = (route.check.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
      return [...found, ...missingChoices(route.operation, form)];
    },
  };
}

function routeOf(ajv: Ajv, path: string, method: string, operation: Operation): Route {
  const form = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema;
  const check = ajv.compile({
    type: 'object',
    properties: {
      path: objectOf(operation.parameters, 'path'),
      query: objectOf(operation.parameters, 'query'),
      form: { ...(form ?? { type: 'object' }), additionalProperties: false },
    },
  });
  const pattern = new RegExp(
    `^${path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, (_match, name: string) => `(?<${name}>[^/]+?)`)}$`,
  );
  return { method: method.toUpperCase(), pattern, operation, check };
}

function objectOf(parameters: Parameter[] = [], place: string): Schema {
  const ours = parameters.filter((parameter) => parameter.in === place);
  return {
    type: 'object',
    properties: Object.fromEntries(ours.map(({ name, schema }) => [name, schema])),
    required: ours.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** `x-twilio.conditional` lists groups of which one parameter each has to be there, in snake case. */
function missingChoices(operation: Operation, form: FormFields): string[] {
  const given = new Set(Object.keys(form).map((name) => name.toLowerCase()));
  return (operation['x-twilio']?.conditional ?? [])
    .filter((names) => !names.some((name) => given.has(name.replaceAll('_', ''))))
    .map((names) => `/form must have one of ${names.join(', ')}`);
}
