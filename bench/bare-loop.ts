/**
 * The comparison: the shortest program that reads the same mails, imapflow and mailparser and nothing else. It stores
 * nothing. Run as a process of its own: node -r scripts/lib/typescript.cjs bench/bare-loop.ts <settings as JSON>
 */
import { ImapFlow } from 'imapflow';
import { simpleParser } from 'mailparser';

export interface BareLoopSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** messages of one FETCH; 1 fetches one by one */
  readonly batch: number;
  readonly parse: boolean;
  /** read no more than these */
  readonly mails?: number;
}

export interface BareLoopResult {
  readonly mails: number;
  /** from connecting to the last mail parsed */
  readonly milliseconds: number;
  /** milliseconds of processor time for the same */
  readonly processor: number;
}

async function run(settings: BareLoopSettings): Promise<BareLoopResult> {
  const { host, port, user, password: pass, batch, parse } = settings;
  const started = performance.now();
  const before = process.cpuUsage();
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user, pass },
    logger: false,
    disableAutoIdle: true,
  });
  await client.connect();
  const lock = await client.getMailboxLock('INBOX', { readOnly: true });
  const found = await client.search({ all: true }, { uid: true });
  const uids = (Array.isArray(found) ? found : []).slice(0, settings.mails);
  let mails = 0;
  for (let start = 0; start < uids.length; start += batch) {
    const sources: Buffer[] = [];
    const range = uids.slice(start, start + batch).join(',');
    for await (const { source } of client.fetch(range, { uid: true, source: true }, { uid: true }))
      if (source !== undefined) sources.push(source);
    for (const source of sources) {
      if (parse) await simpleParser(source, { skipHtmlToText: true });
      mails += 1;
    }
  }
  const milliseconds = performance.now() - started;
  const { user: inProgram, system } = process.cpuUsage(before);
  lock.release();
  await client.logout();
  return { mails, milliseconds, processor: (inProgram + system) / 1000 };
}

if (require.main === module) {
  void run(JSON.parse(process.argv[2] ?? '{}') as BareLoopSettings).then(
    (result) => process.stdout.write(JSON.stringify(result)),
    (error: unknown) => {
      process.stderr.write(String(error));
      process.exitCode = 1;
    },
  );
}
