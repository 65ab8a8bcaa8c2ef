/** How users work, one row each; who has changed nothing has none, and works as usual. */
import { isDeepStrictEqual } from 'node:util';
import { DENSITIES, USUAL_PREFERENCES, type Preferences } from '../domain/preferences';
import { insertMissing, inTransaction, readInChunks, rowsOf, toDate, type Strapi } from './database';
import { UIDS } from './uids';

export interface AgentProfile {
  readonly userId: number;
  readonly awayFrom: Date | null;
  /** null with `awayFrom`: until further notice */
  readonly awayUntil: Date | null;
  /** open cases above which distribution gives no more; null: no limit */
  readonly capacity: number | null;
  readonly preferences: Preferences;
  /** why notifications are no longer sent by mail; null: they are */
  readonly mailSuspendedReason: string | null;
}

interface Row {
  readonly user: { readonly id: number } | null;
  readonly awayFrom: unknown;
  readonly awayUntil: unknown;
  readonly capacity: number | null;
  readonly signature: string | null;
  readonly undoSeconds: number | null;
  readonly afterSending: Preferences['afterSending'] | null;
  readonly autoFollow: Partial<Preferences['autoFollow']> | null;
  readonly notify: Partial<Preferences['notify']> | null;
  readonly density: string | null;
  readonly shortcuts: boolean | null;
  readonly guideDismissed: boolean | null;
  readonly mailSuspendedReason: string | null;
}

const USUAL: Omit<AgentProfile, 'userId'> = {
  awayFrom: null,
  awayUntil: null,
  capacity: null,
  preferences: USUAL_PREFERENCES,
  mailSuspendedReason: null,
};

/** Profiles of these users, by user; every one of them has an entry. */
export async function profilesOf(
  strapi: Strapi,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, AgentProfile>> {
  const rows = await readInChunks<number, Row>([...new Set(userIds)], (chunk) =>
    rowsOf<Row>(strapi, UIDS.agentProfile).findMany({
      where: { user: { id: { $in: [...chunk] } } },
      populate: { user: { select: ['id'] } },
    }),
  );
  const stored = new Map(rows.map((row) => [row.user?.id ?? 0, row]));
  return new Map(userIds.map((userId) => [userId, profileFromRow(userId, stored.get(userId))]));
}

function profileFromRow(userId: number, row: Row | undefined): AgentProfile {
  if (row === undefined) return { userId, ...USUAL };
  return {
    userId,
    awayFrom: toDate(row.awayFrom),
    awayUntil: toDate(row.awayUntil),
    capacity: row.capacity,
    preferences: {
      autoFollow: { ...USUAL_PREFERENCES.autoFollow, ...row.autoFollow },
      notify: { ...USUAL_PREFERENCES.notify, ...row.notify },
      afterSending: row.afterSending ?? USUAL_PREFERENCES.afterSending,
      undoSeconds: row.undoSeconds ?? USUAL_PREFERENCES.undoSeconds,
      signature: row.signature ?? '',
      density: DENSITIES.find((one) => one === row.density) ?? USUAL_PREFERENCES.density,
      shortcuts: row.shortcuts ?? USUAL_PREFERENCES.shortcuts,
      guideDismissed: row.guideDismissed ?? USUAL_PREFERENCES.guideDismissed,
    },
    mailSuspendedReason: row.mailSuspendedReason,
  };
}

/** What is to be changed; keys that are absent stay. */
export type ProfileChange = Partial<
  Pick<AgentProfile, 'awayFrom' | 'awayUntil' | 'capacity' | 'mailSuspendedReason'> & Preferences
>;

/** Changes how a user works. What says nothing new is not stored. */
export async function changeProfile(strapi: Strapi, userId: number, change: ProfileChange): Promise<void> {
  const profile = (await profilesOf(strapi, [userId])).get(userId) ?? { userId, ...USUAL };
  if (saysNothingNew(profile, change)) return;
  await inTransaction(strapi, async (transaction) => {
    await insertMissing(transaction, UIDS.agentProfile, [{ user_id: userId }], ['user_id']);
    await rowsOf(strapi, UIDS.agentProfile).updateMany({ where: { user_id: userId }, data: { ...change } });
  });
}

function saysNothingNew(profile: AgentProfile, change: ProfileChange): boolean {
  const known: ProfileChange = { ...profile, ...profile.preferences };
  return Object.entries(change).every(([key, value]) =>
    isDeepStrictEqual(value, known[key as keyof ProfileChange]),
  );
}
