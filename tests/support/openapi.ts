/** The OpenAPI document that a running Strapi makes of its routes, and whether answers keep what it says. */
import addFormats from 'ajv-formats';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';

type Schema = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema: Schema }>>;

export interface Operation {
  readonly method: string;
  /** as in the document, with `{id}` */
  readonly path: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly body: Content | null;
  /** null: it says nothing */
  readonly answer: Schema | null;
}

interface RawOperation {
  readonly parameters?: Operation['parameters'];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
}

export interface Contract {
  readonly document: Document;
  /** those of Mailroom */
  readonly operations: readonly Operation[];
  /** What is wrong with an answer, in words; empty when it is as the document says. */
  faults(operation: Operation, body: unknown): string;
  /** Examples of what it takes and gives that are not what their own schemas say. */
  wrongExamples(operation: Operation): readonly string[];
  /** What is wrong with a body, in words. */
  faultsOfBody(operation: Operation, mediaType: string, body: unknown): string;
}

const DOCUMENT = 'document';
const pointer = (...parts: readonly string[]): string =>
  parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** @param url of a Strapi that shows its document */
export async function readContract(url: string): Promise<Contract> {
  const response = await fetch(`${url}/api/openapi.json`);
  if (response.status !== 200) throw new Error(`The document: ${response.status} ${await response.text()}`);
  const document = (await response.json()) as Document;
  // The document has words of OpenAPI beside those of JSON Schema.
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addFormat('binary', true);
  ajv.addSchema(document, DOCUMENT);
  const compiled = new Map<string, ValidateFunction>();
  const faultsAt = (place: string, value: unknown): string => {
    const validate = compiled.get(place) ?? ajv.compile({ $ref: `${DOCUMENT}#${encodeURI(place)}` });
    compiled.set(place, validate);
    return validate(value) ? '' : ajv.errorsText(validate.errors, { separator: '\n' });
  };
  const at = ({ path, method }: Operation): readonly string[] => ['paths', path, method];
  return {
    document,
    operations: operationsOf(document),
    faults: (operation, body) =>
      faultsAt(pointer(...at(operation), 'responses', '200', 'content', 'application/json', 'schema'), body),
    wrongExamples: ({ answer, body }) =>
      [answer, ...Object.values(body ?? {})].flatMap(examplesIn).flatMap(({ schema, example }) => {
        const validate = ajv.compile(schema);
        return validate(example) ? [] : [`${JSON.stringify(example)}: ${ajv.errorsText(validate.errors)}`];
      }),
    faultsOfBody: (operation, mediaType, body) =>
      faultsAt(pointer(...at(operation), 'requestBody', 'content', mediaType, 'schema'), body),
  };
}

const operationsOf = ({ paths }: Document): readonly Operation[] =>
  Object.entries(paths)
    .filter(([path]) => path.startsWith('/mailroom/'))
    .flatMap(([path, item]) =>
      Object.entries(item).map(([method, { parameters = [], requestBody, responses }]) => ({
        method,
        path,
        parameters,
        body: requestBody?.content ?? null,
        answer: responses['200']?.content?.['application/json']?.schema ?? null,
      })),
    );

/** Examples that stand anywhere in a schema, each with the schema that it is of. */
export function examplesIn(
  schema: unknown,
): readonly { readonly schema: Schema; readonly example: unknown }[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'example' in schema ? [{ schema: schema as Schema, example: schema.example }] : [];
  return [
    ...own,
    ...Object.entries(schema).flatMap(([name, inner]) => (name === 'example' ? [] : examplesIn(inner))),
  ];
}

/** Whether an answer is bytes rather than JSON: the generator knows JSON only. */
export const isDownload = ({ answer }: Operation): boolean => answer?.format === 'binary';
