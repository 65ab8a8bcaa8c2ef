/** Actions on many rows, to their end: the server answers after a second where there is more to do, which a busy machine makes of little. */
import type { BulkRun, Single } from '../../server/src/api/contracts';
import type { AdminClient, Answer } from './admin-client';
import { waitUntil } from './wait-until';

/**
 * Begins a run and waits for it.
 * @param input as of POST /mailroom/bulk-runs; also what is refused
 * @returns the answer, with the run as it ended
 */
export async function inBulk(client: AdminClient, input: object): Promise<Answer<Single<BulkRun>>> {
  const begun = await client.post<Single<BulkRun>>('/mailroom/bulk-runs', input);
  if (begun.status >= 300 || begun.body.data.state !== 'running') return begun;
  return waitUntil('a run to end', async () => {
    const answer = await client.get<Single<BulkRun>>(`/mailroom/bulk-runs/${begun.body.data.id}`);
    return answer.body.data.state !== 'running' && answer;
  });
}
