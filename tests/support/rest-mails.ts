/** Mails of every kind that there is, put straight into the database of a running Mailroom, with private words wherever apps see nothing. */
import { addRows } from './database';
import type { Row } from './rest-oracle';
import { newId, PRIVATE, stamps } from './rest-world';
import type { SeededRandom } from './seeded-random';

interface MailMade {
  readonly id: number;
  readonly kind: string;
}

/** One mail of every kind that there is, by what makes it one; apps see the first four. */
export async function addMails(
  database: string,
  random: SeededRandom,
  {
    caseId,
    accountId,
    personalId,
  }: { readonly caseId: number; readonly accountId: number; readonly personalId: number },
): Promise<readonly MailMade[]> {
  const kinds: Readonly<Record<string, Row>> = {
    received: { direction: 'in', state: 'received', case_id: caseId, group_account_id: accountId },
    sent: { direction: 'out', state: 'sent', case_id: caseId, group_account_id: accountId },
    ofGroup: { direction: 'in', state: 'received', group_account_id: accountId },
    ofPersonInCase: { direction: 'in', state: 'received', case_id: caseId, personal_account_id: personalId },
    ofPerson: { direction: 'in', state: 'received', personal_account_id: personalId },
    ofNobody: { direction: 'in', state: 'received' },
    draft: { direction: 'out', state: 'draft', case_id: caseId, group_account_id: accountId },
    notification: {
      direction: 'out',
      state: 'sent',
      group_account_id: accountId,
      automatic: true,
      internal: true,
    },
    notificationInCase: { direction: 'out', state: 'sent', case_id: caseId, automatic: true, internal: true },
    automaticAlone: { direction: 'out', state: 'sent', group_account_id: accountId, automatic: true },
  };
  const hidden = (kind: string) => !VISIBLE_MAILS.includes(kind);
  const ids = await addRows(
    database,
    'mailroom_emails',
    Object.entries(kinds).map(([kind, columns], index) => ({
      ...stamps(random),
      identity_hash: newId(random),
      message_id: `<${kind}@rest.example>`,
      subject: hidden(kind) ? `${PRIVATE} ${kind}` : `Mail ${kind}`,
      text: hidden(kind) ? PRIVATE : `Body of ${kind}`,
      html: hidden(kind) ? PRIVATE : `<p>Body of ${kind}</p>`,
      snippet: hidden(kind) ? PRIVATE : `Words of ${kind}`,
      from_name: 'Anna Feld',
      from_address: hidden(kind) ? `${PRIVATE}@rest.example` : 'anna@feld.example',
      to: JSON.stringify([{ name: 'To Somebody', address: 'to@rest.example' }]),
      cc: JSON.stringify([{ name: 'Cc Somebody', address: 'cc@rest.example' }]),
      bcc: JSON.stringify([{ name: PRIVATE, address: `${PRIVATE}@rest.example` }]),
      headers: JSON.stringify({ 'x-private': PRIVATE }),
      references: JSON.stringify([PRIVATE]),
      classification: 'human',
      sent_at: new Date(Date.UTC(2026, 2, 1 + index)),
      response: PRIVATE,
      reason: PRIVATE,
      envelope: JSON.stringify({ from: PRIVATE }),
      ...columns,
    })),
  );
  for (const id of ids) await addPeople(database, random, id);
  return Object.keys(kinds).map((kind, index) => ({ kind, id: ids[index] as number }));
}

export const VISIBLE_MAILS = ['received', 'sent', 'ofGroup', 'ofPersonInCase'];

async function addPeople(database: string, random: SeededRandom, emailId: number): Promise<void> {
  const people = [
    { role: 'to', name: 'To Somebody', address: 'to@rest.example' },
    { role: 'cc', name: 'Cc Somebody', address: 'cc@rest.example' },
    { role: 'bcc', name: PRIVATE, address: `${PRIVATE}@rest.example` },
  ];
  const correspondents = await addRows(
    database,
    'mailroom_correspondents',
    people.map(({ address }) => ({ ...stamps(random), address, address_hash: newId(random), name: PRIVATE })),
  );
  await addRows(
    database,
    'mailroom_participants',
    people.map(({ role, name }, index) => ({
      ...stamps(random),
      email_id: emailId,
      correspondent_id: correspondents[index],
      ...{ role, name },
    })),
  );
  await addRows(
    database,
    'mailroom_deliveries',
    people.map(({ address }) => ({
      ...stamps(random),
      email_id: emailId,
      address,
      address_hash: newId(random),
      state: 'accepted',
      response: '250 ok',
      at: new Date(),
    })),
  );
  await addRows(database, 'mailroom_attachments', [
    {
      ...stamps(random),
      email_id: emailId,
      name: 'plan.pdf',
      type: 'application/pdf',
      size: 10,
      sha_256: PRIVATE,
      inline: false,
      position: 0,
    },
  ]);
}
