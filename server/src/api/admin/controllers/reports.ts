/** Reports over HTTP: figures of a time, for all of the work or by its parts, and each table as a file. */
import type { Viewer } from '../../../access/viewer';
import type { Strapi } from '../../../data/database';
import { figuresPerDay } from '../../../data/report-days';
import { csvOf } from '../../../domain/work-report/csv';
import { partReport, reachOf, reportSubjects, workReport, type AskedReport } from '../../../inbox/reports';
import type { ReportChoices, ReportPart, ReportTable, Single, WorkReport } from '../../contracts';
import { found, parse, sendDownload, withViewer } from '../../http';
import { accountSummary, tagSummary, teamSummary } from '../../serializers';
import { dayTable, partTable } from '../report-tables';
import * as schemas from '../report-schemas';

/** The first column of each table. */
const FIRST_COLUMN = { agents: 'agent', teams: 'team', accounts: 'account', tags: 'tag' } as const;

export default ({ strapi }: { strapi: Strapi }) => ({
  read: withViewer(strapi, async ({ query }, viewer): Promise<Single<WorkReport>> => {
    const asked = parse(schemas.report, query);
    return { data: await workReport(strapi, await reach(strapi, viewer, asked), asked) };
  }),

  parts: withViewer(strapi, async ({ query }, viewer): Promise<Single<readonly ReportPart[]>> => {
    const { by, ...asked } = parse(schemas.reportParts, query);
    return { data: await partReport(strapi, await reach(strapi, viewer, asked), by, asked) };
  }),

  file: withViewer(strapi, async (context, viewer) => {
    const { table, mark, ...asked } = parse(schemas.reportFile, context.query);
    const rows = await tableOf(strapi, viewer, table, asked);
    const bytes = Buffer.from(csvOf(rows, mark === 'true'), 'utf8');
    const name = `mailroom-${table}-${asked.from}-${asked.to}.csv`;
    sendDownload(context, { name, type: 'text/csv', size: bytes.byteLength }, bytes);
    return context.body;
  }),

  choices: withViewer(strapi, async (_context, viewer): Promise<Single<ReportChoices>> => {
    const { teams, accounts, tags } = await reportSubjects(strapi, viewer);
    return {
      data: {
        teams: teams.map(teamSummary),
        accounts: accounts.map(accountSummary),
        tags: tags.map(tagSummary),
      },
    };
  }),
});

/** @throws NotFoundError for a team, account or tag out of the viewer's reach */
const reach = async (strapi: Strapi, viewer: Viewer, asked: AskedReport) =>
  found(await reachOf(strapi, viewer, asked));

async function tableOf(strapi: Strapi, viewer: Viewer, table: ReportTable, asked: AskedReport) {
  const within = await reach(strapi, viewer, asked);
  if (table === 'days') return dayTable(await figuresPerDay(strapi, within, asked, asked.zone));
  return partTable(FIRST_COLUMN[table], await partReport(strapi, within, table, asked));
}
