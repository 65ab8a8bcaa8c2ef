/** What our controllers use of a request, and how input becomes typed or refused. Errors are Strapi's, so that its error middleware answers. */
import { errors, type z } from '@strapi/utils';
import type { Strapi } from '../data/database';
import { viewerOf, type Viewer } from '../access/viewer';
import { StorageNotPrivate, StorageUnavailable } from '../platform/store/storage-errors';

export interface RequestContext {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly request: {
    readonly body?: unknown;
    readonly files?: Readonly<Record<string, UploadedPart | readonly UploadedPart[]>>;
  };
  readonly state: { readonly user: { readonly id: number }; readonly userAbility?: object };
  status: number;
  body: unknown;
  set(name: string, value: string): void;
  /** a header of the request; empty when it has none */
  get(name: string): string;
  /** answers 409 with these words */
  conflict(message: string, details?: object): void;
  /** answers 503 with these words */
  serviceUnavailable(message: string): void;
}

interface UploadedPart {
  readonly filepath: string;
  readonly originalFilename: string | null;
  readonly mimetype: string | null;
  readonly size: number;
}

/** A handler that knows who asks. */
export type Handler = (context: RequestContext, viewer: Viewer) => Promise<unknown>;

/** The controller method of a handler: what it returns becomes the body. */
export function withViewer(strapi: Strapi, handler: Handler): (context: RequestContext) => Promise<void> {
  return async (context) => {
    try {
      const { user, userAbility } = context.state;
      context.body = await handler(context, await viewerOf(strapi, user.id, userAbility));
    } catch (error) {
      if (error instanceof StorageUnavailable || error instanceof StorageNotPrivate)
        return context.serviceUnavailable(error.message);
      if (!(error instanceof Conflict)) throw error;
      context.conflict(error.message, error.details);
    }
  };
}

/** Thrown to answer 409: what is to be changed is not as the caller believes. */
export class Conflict extends Error {
  /** @param details for the caller, as what is stored */
  constructor(
    message: string,
    readonly details: object = {},
  ) {
    super(message);
    this.name = 'Conflict';
  }
}

/** Answers who changes a draft that waits to be sent. */
export const mailOnItsWay = (): Conflict =>
  new Conflict('This mail waits to be sent. Take it back before you change it.');

/** What Strapi's own permissions give the user. */
export const abilityOf = ({ state }: RequestContext): object => found(state.userAbility);

/** @throws ValidationError naming every faulty field */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw fieldErrors(result.error.issues.map(({ path, message }) => ({ path: path.map(String), message })));
}

export interface FieldError {
  readonly path: readonly string[];
  readonly message: string;
}

/** A 400 that says which fields are wrong and why. */
export function fieldErrors(faults: readonly FieldError[]): InstanceType<typeof errors.ValidationError> {
  const message = faults
    .map((fault) => (fault.path.length === 0 ? fault.message : `${fault.path.join('.')}: ${fault.message}`))
    .join('; ');
  return new errors.ValidationError(message, {
    errors: faults.map((fault) => ({ ...fault, name: 'ValidationError' })),
  });
}

/** @throws NotFoundError; also for rows that exist and may not be seen, so that their existence stays unknown */
export function found<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new errors.NotFoundError('Not found');
  return value;
}

/** A 403 that says why. Strapi keeps only the words of this class: those of its ForbiddenError never reach the client. */
export function forbidden(message: string, code?: string): InstanceType<typeof errors.PolicyError> {
  return new errors.PolicyError(message, code === undefined ? undefined : { code });
}

/** Files of a multipart request as they lie on disk, until the request is answered. */
export function uploads(
  context: Pick<RequestContext, 'request'>,
  part: string,
): readonly { readonly name: string; readonly type: string; readonly path: string; readonly size: number }[] {
  const given = context.request.files?.[part];
  const parts =
    given === undefined
      ? []
      : Array.isArray(given)
        ? (given as readonly UploadedPart[])
        : [given as UploadedPart];
  return parts.map(({ filepath, originalFilename, mimetype, size }) => ({
    name: originalFilename ?? 'file',
    type: mimetype ?? 'application/octet-stream',
    path: filepath,
    size,
  }));
}

/**
 * Files that are to be sent with a mail, as they lie on disk.
 *
 * @param limit bytes of all files of a mail
 * @param present bytes of those that it has already
 * @throws ValidationError when they are too large together
 */
export function uploadedFiles(
  context: Pick<RequestContext, 'request'>,
  part: string,
  limit: number,
  present = 0,
): ReturnType<typeof uploads> {
  const files = uploads(context, part);
  requireSize(
    files.reduce((sum, { size }) => sum + size, present),
    limit,
  );
  return files;
}

/** @throws ValidationError when the files of a mail are too large together */
export function requireSize(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  const most = Math.floor((limit / 1024 / 1024) * 10) / 10;
  const message = `The files are too large together; at most ${most} MB can be sent. Share larger ones by a link.`;
  throw fieldErrors([{ path: ['files'], message }]);
}

/** The field `data` of a multipart request, as JSON. */
export function jsonField(context: Pick<RequestContext, 'request'>, field: string): unknown {
  const body = context.request.body as Readonly<Record<string, unknown>> | undefined;
  const value = body?.[field];
  if (typeof value !== 'string') return body;
  try {
    return JSON.parse(value);
  } catch {
    throw fieldErrors([{ path: [field], message: 'This is not JSON.' }]);
  }
}

/** Sends bytes as a download that no browser will run or render. */
export function sendDownload(
  context: Pick<RequestContext, 'set' | 'body'>,
  file: { readonly name: string; readonly type: string; readonly size?: number },
  body: unknown,
): void {
  context.set(
    'Content-Type',
    /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : 'application/octet-stream',
  );
  context.set(
    'Content-Disposition',
    `attachment; filename="${file.name.replace(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${extendedValue(file.name)}`,
  );
  context.set('Content-Security-Policy', "default-src 'none'; sandbox");
  context.set('X-Content-Type-Options', 'nosniff');
  context.set('Cache-Control', 'private, no-store');
  if (file.size !== undefined) context.set('Content-Length', String(file.size));
  context.body = body;
}

/** A header value outside ASCII (RFC 8187 §3.2.1), which is stricter than a URL; half a surrogate pair has no UTF-8. */
const extendedValue = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A keyset cursor as opaque text. */
export const encodeCursor = (at: Date, id: number): string =>
  Buffer.from(`${at.getTime()}.${id}`).toString('base64url');

/** @throws ValidationError when it is not one of ours */
export function decodeCursor(cursor: string | undefined): { readonly at: Date; readonly id: number } | null {
  if (cursor === undefined) return null;
  const [, milliseconds, id] =
    /^(-?\d{1,15})\.(\d{1,12})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (milliseconds === undefined || id === undefined)
    throw fieldErrors([
      { path: ['cursor'], message: 'This cursor is not valid; begin with the first page.' },
    ]);
  return { at: new Date(Number(milliseconds)), id: Number(id) };
}
