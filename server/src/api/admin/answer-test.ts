/**
 * Answers a connection test: at its end, or step by step to whoever wants to watch. What is tried is decided elsewhere.
 */
import { PassThrough } from 'node:stream';
import { testConnection, type ServersToTest } from '../../mailboxes/connection-test';
import type { ConnectionTestLine, ConnectionTestResult, Single } from '../contracts';
import type { RequestContext } from '../http';

/** JSON lines, each told when it is known. */
const LINES = 'application/x-ndjson';

/** @returns the body: with `Accept: application/x-ndjson` a stream of ConnectionTestLine, the last with the result */
export async function answerTest(
  context: Pick<RequestContext, 'get' | 'set'>,
  servers: ServersToTest,
): Promise<Single<ConnectionTestResult> | PassThrough> {
  if (!context.get('accept').includes(LINES)) return { data: await testConnection(servers) };
  context.set('Content-Type', LINES);
  // Whatever compresses or collects on the way would keep the steps back until the end.
  context.set('Cache-Control', 'no-store, no-transform');
  context.set('X-Accel-Buffering', 'no');
  const lines = new PassThrough();
  const tell = (line: ConnectionTestLine): void => {
    if (!lines.destroyed) lines.write(`${JSON.stringify(line)}\n`);
  };
  void testConnection(servers, (step) => tell({ step })).then(
    (result) => {
      tell({ result });
      lines.end();
    },
    (error: unknown) => lines.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return lines;
}
