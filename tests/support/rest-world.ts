/**
 * Some hundred cases by chance, put straight into the database of a running Mailroom, and the same
 * as apps must see them. Some columns are left empty as in rows of earlier versions; what is private says so.
 */
import type { TeamDetail } from '../../server/src/api/contracts';
import { CASE_PRIORITIES, CASE_STATUSES, CASE_TYPES, isOpen } from '../../server/src/domain/case-state';
import { addRows, changeRows } from './database';
import type { Row } from './rest-oracle';
import type { SeededRandom } from './seeded-random';

/** In every private column: no answer may hold it, and no question find it. */
export const PRIVATE = 'zqxprivate';

export interface World {
  readonly teams: readonly TeamDetail[];
  readonly agents: readonly { readonly id: number; readonly name: string }[];
}

const SUBJECTS = [
  ...[
    'Broken printer',
    'broken PRINTER again',
    'Invoice 2026',
    '50% off',
    '100_percent',
    'It’s late',
    "it's here",
  ],
  ...['Ärger im Büro', 'back\\slash', 'wow!', '', 'x', 'question [#12]', '<b>bold</b>', '日本語の件名'],
];
const NAMES = ['anna', 'bruno', 'clara', 'dmitri', ''];
const TAGS = ['vip', 'Refund', 'late 50%'];

export const newId = (random: SeededRandom): string =>
  Array.from({ length: 24 }, () => random.pick([...'abcdefghijklmnopqrstuvwxyz0123456789'])).join('');

export const stamps = (random: SeededRandom, at = new Date()) => ({
  document_id: newId(random),
  created_at: at,
  updated_at: at,
});

const moment = (random: SeededRandom, year = 2026): Date =>
  new Date(Date.UTC(year, 0, 1) + random.integer(0, 200) * 86_400_000 + random.integer(0, 999));

/** Of old rows: nothing where there would be `false` or an empty text. */
const orNothing = <Value>(random: SeededRandom, value: Value, empty: Value): Value | null =>
  value === empty && random.chance(0.5) ? null : value;

async function addRequesters(database: string, random: SeededRandom): Promise<ReadonlyMap<number, string>> {
  const addresses = ['anna@feld.example', 'Bruno@Feld.example', 'clara+x@100%25.example', 'd_d@x.example'];
  const ids = await addRows(
    database,
    'mailroom_correspondents',
    addresses.map((address, index) => ({
      ...stamps(random),
      address,
      address_hash: `hash-${index}-${newId(random)}`,
      name: PRIVATE,
      suppressed_reason: PRIVATE,
    })),
  );
  return new Map(ids.map((id, index) => [id, addresses[index] as string]));
}

export interface Made {
  readonly id: number;
  /** as apps see it, with all relations */
  readonly shown: Row;
}

/** @returns the cases in the order in which they were made */
export async function addCases(
  database: string,
  random: SeededRandom,
  world: World,
  account: { readonly id: number; readonly shown: Row },
  teamIds: readonly number[],
  count: number,
): Promise<readonly Made[]> {
  const requesters = await addRequesters(database, random);
  const drafts = Array.from({ length: count }, (_, index) =>
    draftCase(random, world, requesters, account, 1000 + index),
  );
  const ids = await addRows(
    database,
    'mailroom_cases',
    drafts.map(({ row }) => row),
  );
  const names = drafts.map(({ shown }) => pick(shown, ['documentId', 'number', 'subject', 'status']));
  const teamsOf = drafts.map(() =>
    random.sample(
      teamIds.map((_, index) => index),
      random.integer(0, 2),
    ),
  );
  await addRows(
    database,
    'mailroom_cases_teams_lnk',
    teamsOf.flatMap((chosen, index) =>
      chosen.map((team, place) => ({ case_id: ids[index], team_id: teamIds[team], team_ord: place + 1 })),
    ),
  );
  await point(
    database,
    'previous_case_id',
    ids,
    drafts.map(({ previous }) => previous),
  );
  await point(
    database,
    'merged_into_id',
    ids,
    drafts.map(({ merged }) => merged),
  );
  const tags = await addTags(database, random, ids);
  return drafts.map(({ shown, previous, merged }, index) => ({
    id: ids[index] as number,
    shown: {
      ...shown,
      tags: tags[index],
      teams: (teamsOf[index] as number[]).map((team) => {
        const { id, name, color } = world.teams[team] as TeamDetail;
        return { documentId: id, name, color };
      }),
      previousCase: previous === null ? null : names[previous],
      mergedInto: merged === null ? null : names[merged],
    },
  }));
}

/** Lets cases name others, which had no ids when they were stored. */
async function point(
  database: string,
  column: 'previous_case_id' | 'merged_into_id',
  ids: readonly number[],
  places: readonly (number | null)[],
): Promise<void> {
  const whens = places.flatMap((place, index) =>
    place === null ? [] : [`WHEN ${ids[index]} THEN ${ids[place]}`],
  );
  await changeRows(database, `UPDATE mailroom_cases SET ${column} = CASE id ${whens.join(' ')} END`, []);
}

const pick = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, row[name]]));

function draftCase(
  random: SeededRandom,
  { agents }: World,
  requesters: ReadonlyMap<number, string>,
  account: { readonly id: number; readonly shown: Row },
  number: number,
) {
  const status = random.pick(CASE_STATUSES);
  const agent = random.chance(0.6) ? random.pick(agents) : null;
  const requester = random.chance(0.9) ? random.pick([...requesters]) : null;
  const ofAccount = random.chance(0.7);
  const maybe = () => (random.chance(0.5) ? moment(random) : null);
  const [created, last] = [moment(random), moment(random)];
  // Not in the past: cases are woken then.
  const until = random.chance(0.5) ? moment(random, 2999) : null;
  const moments = { customer: maybe(), first: maybe(), closed: maybe(), snoozed: until };
  const [type, subject, name] = [random.pick(CASE_TYPES), random.pick(SUBJECTS), random.pick(NAMES)];
  const [snippet, emails] = [random.pick(SUBJECTS), random.integer(0, 5)];
  const flags = { files: random.chance(0.3), problem: random.chance(0.2), snoozed: random.chance(0.2) };
  const held = random.chance(0.2) ? moment(random) : null;
  const row = {
    ...stamps(random, created),
    ...{ number, status, open: isOpen(status), priority: random.pick(CASE_PRIORITIES) },
    ...{ subject: orNothing(random, subject, ''), type: orNothing(random, type, '') },
    ...{ requester_name: orNothing(random, name, ''), snippet: orNothing(random, snippet, '') },
    ...{ requester_id: requester?.[0] ?? null, assignee_id: agent?.id ?? null },
    group_account_id: ofAccount ? account.id : null,
    email_count: orNothing(random, emails, 0),
    has_attachments: orNothing(random, flags.files, false),
    delivery_problem: orNothing(random, flags.problem, false),
    snoozed: orNothing(random, flags.snoozed, false),
    ...{ held: orNothing(random, held !== null, false), held_at: held },
    ...{
      last_activity_at: last,
      last_customer_message_at: moments.customer,
      first_response_at: moments.first,
    },
    ...{ closed_at: moments.closed, snoozed_until: moments.snoozed },
    assignment_reason: PRIVATE,
    assignment_reason_params: JSON.stringify({ [PRIVATE]: PRIVATE }),
  };
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const shown: Row = {
    documentId: row.document_id,
    ...{ number, subject, status, priority: row.priority, type, open: row.open },
    ...{ requesterName: name, requesterAddress: requester?.[1] ?? '' },
    ...{ assigneeId: agent?.id ?? null, assigneeName: agent?.name ?? null, snippet, emailCount: emails },
    ...{ hasAttachments: flags.files, deliveryProblem: flags.problem, snoozed: flags.snoozed },
    ...{ held: held !== null, heldSince: iso(held) },
    ...{ snoozedUntil: iso(moments.snoozed), createdAt: iso(created), lastActivityAt: iso(last) },
    ...{ lastCustomerMessageAt: iso(moments.customer), firstResponseAt: iso(moments.first) },
    closedAt: iso(moments.closed),
    groupAccount: ofAccount ? account.shown : null,
  };
  const earlier = () => (number > 1000 && random.chance(0.15) ? random.integer(0, number - 1001) : null);
  return { row, shown, previous: earlier(), merged: earlier() };
}

async function addTags(
  database: string,
  random: SeededRandom,
  cases: readonly number[],
): Promise<readonly string[][]> {
  const ids = await addRows(
    database,
    'mailroom_tags',
    TAGS.map((name) => ({ ...stamps(random), name, name_hash: newId(random) })),
  );
  const chosen = cases.map(() => random.sample([...TAGS.keys()], random.integer(0, 2)));
  await addRows(
    database,
    'mailroom_taggings',
    chosen.flatMap((tags, index) =>
      tags.map((tag) => ({ ...stamps(random), case_id: cases[index], tag_id: ids[tag] })),
    ),
  );
  return chosen.map((tags) => tags.map((tag) => TAGS[tag] as string));
}

/** As the model has them, so that lists can be compared: databases sort names in ways of their own. */
export const settled = (row: Row): Row => ({
  ...row,
  tags: [...(row.tags as string[])].sort(),
  teams: [...(row.teams as Row[])].sort((left, right) =>
    String(left.documentId) < String(right.documentId) ? -1 : 1,
  ),
});
