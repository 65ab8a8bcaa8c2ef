/** Handing several cases on at once, over HTTP. One case that is changed is in controllers/cases. */
import { ACTIONS } from '../../../access/actions';
import { AssigneeNotActive } from '../../../cases/change-case';
import { handOnCases, type HandOnTarget } from '../../../cases/hand-on';
import { findCases } from '../../../data/cases';
import type { Strapi } from '../../../data/database';
import { findTeams } from '../../../data/teams';
import { findUsers } from '../../../data/users';
import { mayDo } from '../../../inbox/read-cases';
import type { AssignmentsInput, AssignmentsResult, Single } from '../../contracts';
import { fieldErrors, parse, withViewer } from '../../http';
import * as schemas from '../assignment-schemas';

export default ({ strapi }: { strapi: Strapi }) => ({
  /** What the viewer may not see or assign is left as it is, and not told apart from what does not exist. */
  assign: withViewer(strapi, async ({ request }, viewer): Promise<Single<AssignmentsResult>> => {
    const { cases: wanted, to } = parse(schemas.assignments, request.body);
    const documentIds = [...new Set(wanted)];
    const records = (await findCases(strapi, { documentId: { $in: documentIds } })).filter((record) =>
      [ACTIONS.readCases, ACTIONS.assignCases].every((action) => mayDo(viewer, action, record)),
    );
    const settled = await handOnCases(
      strapi,
      records.map(({ id }) => id),
      { target: await targetOf(strapi, to), actorId: viewer.userId, now: new Date() },
    ).catch((error: unknown) => {
      if (error instanceof AssigneeNotActive)
        throw fieldErrors([{ path: ['to', 'id'], message: error.message }]);
      throw error;
    });
    const changed = await findCases(strapi, { id: { $in: [...settled] } });
    const agents = await findUsers(
      strapi,
      changed.flatMap(({ assigneeId }) => assigneeId ?? []),
    );
    const done = new Set(changed.map(({ documentId }) => documentId));
    return {
      data: {
        assigned: changed.map(({ documentId, assigneeId }) => ({
          id: documentId,
          assignee: agents.get(assigneeId ?? 0) ?? null,
        })),
        unchanged: documentIds.filter((id) => !done.has(id)),
      },
    };
  }),
});

async function targetOf(strapi: Strapi, to: AssignmentsInput['to']): Promise<HandOnTarget> {
  switch (to.kind) {
    case 'agent':
      return { kind: 'agent', userId: to.id };
    case 'team': {
      const [team] = await findTeams(strapi, { documentId: to.id });
      if (team === undefined) throw fieldErrors([{ path: ['to', 'id'], message: 'There is no such team.' }]);
      return { kind: 'team', teamId: team.id };
    }
    default:
      return to;
  }
}
