/** The example app's small CRM for tests of record links: rules for its types, and one record of each. */
import type { RecordRuleInput, Single } from '../../server/src/api/contracts';
import type { AdminClient } from './admin-client';

export const CONTACT = 'api::contact.contact';
export const ACCOUNT = 'api::account.account';
export const LEAD = 'api::lead.lead';
export const OPPORTUNITY = 'api::opportunity.opportunity';

/** A rule that links nothing but what is given. */
export const recordRule = (contentType: string, parts: Partial<RecordRuleInput>): RecordRuleInput => ({
  contentType,
  active: true,
  labelFields: [],
  addressFields: [],
  parentField: '',
  patterns: [],
  numberField: '',
  ...parts,
});

const RULES: readonly RecordRuleInput[] = [
  recordRule(OPPORTUNITY, {
    labelFields: ['name'],
    parentField: 'contact',
    patterns: [{ pattern: 'OPP-\\d+', place: 'both' }],
    numberField: 'reference',
  }),
  recordRule(CONTACT, {
    labelFields: ['firstName', 'lastName'],
    addressFields: ['email', 'otherAddresses.address'],
    parentField: 'account',
  }),
  recordRule(ACCOUNT, { labelFields: ['name'], addressFields: ['channels.address', 'contacts.email'] }),
  recordRule(LEAD, { labelFields: ['name'], addressFields: ['email'] }),
];

/** Makes a record in the content manager; answers its documentId. */
export async function makeRecord(
  admin: AdminClient,
  uid: string,
  record: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { status, body } = await admin.post<Single<{ documentId: string }>>(
    `/content-manager/collection-types/${uid}`,
    record,
  );
  if (status > 299) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.data.documentId;
}

/** Permissions to read some fields of records of these types. */
export const mayRead = (...subjects: readonly string[]) =>
  subjects.map((subject) => ({
    action: 'plugin::content-manager.explorer.read',
    subject,
    properties: {
      fields: { [CONTACT]: ['firstName', 'email'], [ACCOUNT]: ['name'], [LEAD]: ['name'] }[subject] ?? [
        'name',
        'reference',
      ],
    },
  }));

/** documentIds */
export type CrmRecords = Readonly<Record<'company' | 'ann' | 'deal' | 'lead', string>>;

/** The rules, and Ann of Feld GmbH, a deal with her, and a lead that is published. */
export async function makeRecords(admin: AdminClient): Promise<CrmRecords> {
  for (const input of RULES) {
    const { status, body } = await admin.post('/mailroom/record-rules', input);
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  }
  const company = await makeRecord(admin, ACCOUNT, {
    name: 'Feld GmbH',
    channels: [
      { __component: 'crm.phone', number: '+49 30 1' },
      { __component: 'crm.address', purpose: 'Bills', address: 'Bills@Feld.example' },
    ],
  });
  const connect = (documentId: string) => ({ connect: [{ documentId }] });
  const ann = await makeRecord(admin, CONTACT, {
    firstName: 'Ann',
    lastName: 'Feld',
    email: 'Ann@Feld.example',
    otherAddresses: [{ purpose: 'private', address: 'ann.private@post.example' }],
    account: connect(company),
  });
  const deal = await makeRecord(admin, OPPORTUNITY, {
    name: 'Lamps',
    reference: 'OPP-7',
    contact: connect(ann),
  });
  const lead = await makeRecord(admin, LEAD, { name: 'Leo', email: 'leo@lead.example' });
  // Draft and published version are one record.
  const published = await admin.post(`/content-manager/collection-types/${LEAD}/${lead}/actions/publish`, {
    name: 'Leo',
    email: 'leo@lead.example',
  });
  if (published.status !== 200) throw new Error(JSON.stringify(published.body));
  return { company, ann, deal, lead };
}
