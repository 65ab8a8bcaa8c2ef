/** The scheduled tasks over HTTP: their rules and runs, and running one now. */
import { recordRun } from '../../../access/audit';
import type { Strapi } from '../../../data/database';
import { nextRun } from '../../../jobs/clock';
import { runtimeOf } from '../../../runtime';
import type { ScheduledJob, Single } from '../../contracts';
import { found, withViewer } from '../../http';
import { scheduledJob } from '../../serializers';

export default ({ strapi }: { strapi: Strapi }) => {
  const list = async (): Promise<readonly ScheduledJob[]> =>
    (await runtimeOf(strapi).tasks.states()).map((state) => scheduledJob(state, nextRun(strapi, state.name)));
  return {
    list: withViewer(strapi, async (): Promise<Single<readonly ScheduledJob[]>> => ({ data: await list() })),

    run: withViewer(strapi, async ({ params }): Promise<Single<ScheduledJob>> => {
      const { tasks } = runtimeOf(strapi);
      const name = found([...tasks.rules.keys()].find((task) => task === params.name));
      await recordRun(strapi, { subject: 'job', id: name, name });
      await tasks.run(name);
      return { data: found((await list()).find((job) => job.name === name)) };
    }),
  };
};
