/**
 * A small client for Mailroom's REST API, to copy into an app. It needs only `fetch`: browsers, Node 20 and later, Deno, Bun.
 * What is here are the calls that most apps begin with; docs/portal.md and the OpenAPI document have all of them.
 */

export type CaseStatus = 'new' | 'assigned' | 'pending' | 'closed' | 'rejected' | 'duplicate';

/** What every case shows: to the app with an API token, to a requester in the portal. */
export interface CaseSummary {
  readonly documentId: string;
  readonly number: number;
  readonly subject: string;
  readonly status: CaseStatus;
  readonly open: boolean;
  readonly createdAt: string;
  readonly lastActivityAt: string;
  readonly closedAt: string | null;
}

export interface Attachment {
  readonly documentId: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly inline: boolean;
  readonly contentId: string | null;
}

/** A message of a case as its requester sees it. */
export interface Message {
  readonly documentId: string;
  readonly kind: 'mail' | 'post';
  readonly at: string;
  readonly from: { readonly kind: 'requester' | 'team' | 'other'; readonly name: string };
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly automatic: boolean;
  readonly attachments: readonly Attachment[];
}

/** What was written has become this; both are null where a filter of the account has put it aside. */
export interface Posted {
  readonly case: CaseSummary | null;
  readonly message: string | null;
}

export interface NewCase {
  readonly groupAccount?: string;
  readonly subject: string;
  readonly text: string;
}

/** What the server refused, in its own words. */
export class MailroomError extends Error {
  readonly status: number;
  readonly details: unknown;

  constructor(status: number, message: string, details: unknown) {
    super(message);
    this.name = 'MailroomError';
    this.status = status;
    this.details = details;
  }
}

export interface MailroomOptions {
  /** of the Strapi server, as `https://cms.example.com` */
  readonly url: string;
  /** an API token, or the `jwt` that /api/auth/local gave a user */
  readonly token: string;
}

type Query = Readonly<Record<string, string | number | boolean>>;

export class Mailroom {
  private readonly options: MailroomOptions;

  constructor(options: MailroomOptions) {
    this.options = options;
  }

  /** The requester's own cases, newest activity first, page after page. */
  myCases = (query: Query = {}): AsyncGenerator<CaseSummary> => this.pages('/my/cases', query);

  /** Messages of one of them, oldest first. */
  myMessages = (caseId: string): AsyncGenerator<Message> => this.pages(`/my/cases/${caseId}/messages`);

  myCase = (caseId: string): Promise<CaseSummary> => this.send('GET', `/my/cases/${caseId}`);

  /** @param key the same for a repeat of this request, which then does nothing twice */
  openMyCase = (data: NewCase, files: readonly File[] = [], key = newKey()): Promise<Posted> =>
    this.send('POST', '/my/cases', { data, files, key });

  answerMyCase = (
    caseId: string,
    text: string,
    files: readonly File[] = [],
    key = newKey(),
  ): Promise<Posted> => this.send('POST', `/my/cases/${caseId}/messages`, { data: { text }, files, key });

  closeMyCase = (caseId: string): Promise<CaseSummary> => this.send('POST', `/my/cases/${caseId}/close`);

  /** A file of a message that the requester may see. */
  myFile = async (attachmentId: string): Promise<Blob> =>
    (await this.request('GET', `/my/attachments/${attachmentId}`)).blob();

  /** Cases that the app's token may read, with Strapi's `filters[…]`, `sort` and `populate`. */
  cases = (query: Query = {}): AsyncGenerator<CaseSummary> => this.pages('/cases', query);

  /** Every row of a list, one page at a time. */
  async *pages<Row>(path: string, query: Query = {}): AsyncGenerator<Row> {
    for (let page = 1, last = 1; page <= last; page += 1) {
      const asked = Object.entries({ ...query, 'pagination[page]': page }).map(([name, value]) => [
        name,
        String(value),
      ]);
      const response = await this.request('GET', `${path}?${new URLSearchParams(asked)}`);
      const { data, meta } = (await response.json()) as {
        readonly data: readonly Row[];
        readonly meta: { readonly pagination: { readonly pageCount: number } };
      };
      last = meta.pagination.pageCount;
      yield* data;
    }
  }

  private async send<Result>(method: string, path: string, body?: Body): Promise<Result> {
    const response = await this.request(method, path, body);
    return ((await response.json()) as { readonly data: Result }).data;
  }

  private async request(method: string, path: string, body?: Body): Promise<Response> {
    const response = await fetch(`${this.options.url}/api/mailroom${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.options.token}`,
        ...(body === undefined ? {} : { 'idempotency-key': body.key }),
        ...(body === undefined || body.files.length > 0 ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: encoded(body) }),
    });
    if (response.ok) return response;
    const { error } = (await response.json().catch(() => ({}))) as {
      readonly error?: { readonly message: string; readonly details: unknown };
    };
    throw new MailroomError(response.status, error?.message ?? response.statusText, error?.details);
  }
}

interface Body {
  readonly data: object;
  readonly files: readonly File[];
  readonly key: string;
}

/** JSON, or a form where files go along. */
function encoded({ data, files }: Body): string | FormData {
  if (files.length === 0) return JSON.stringify({ data });
  const form = new FormData();
  form.append('data', JSON.stringify(data));
  for (const file of files) form.append('files', file, file.name);
  return form;
}

const newKey = (): string => crypto.randomUUID();
