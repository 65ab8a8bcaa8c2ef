/** Who and what is in the demo: agents, teams, mailboxes and the records of the small CRM. Data alone. */

export const ADMIN = {
  firstname: 'Alex',
  lastname: 'Reed',
  email: 'admin@shop.example',
  password: 'Mailroom-1',
};

export const AGENTS = [
  { firstname: 'Lena', lastname: 'Vogt', email: 'lena@shop.example', password: 'Mailroom-1' },
  { firstname: 'Tom', lastname: 'Baker', email: 'tom@shop.example', password: 'Mailroom-1' },
  { firstname: 'Sari', lastname: 'Wulandari', email: 'sari@shop.example', password: 'Mailroom-1' },
];

/** Members in the order in which round-robin goes round. */
export const TEAMS = [
  {
    name: 'Support',
    color: '#4945ff',
    description: 'Orders, returns and questions',
    members: ['lena@shop.example', 'tom@shop.example', 'sari@shop.example'],
  },
  {
    name: 'Sales',
    color: '#328048',
    description: 'Offers and business customers',
    members: ['tom@shop.example', 'sari@shop.example'],
  },
];

/**
 * @typedef {object} GroupMailbox
 * @property {string} name
 * @property {string} address
 * @property {string} password of the mailbox, not of a person
 * @property {string} team by name
 * @property {'direct-assignment' | 'round-robin' | 'least-busy'} distribution
 * @property {string} [assignee] e-mail of the agent, with `direct-assignment`
 * @property {string} signature
 */

/** @type {readonly GroupMailbox[]} */
export const GROUP_MAILBOXES = [
  {
    name: 'Support',
    address: 'support@shop.example',
    password: 'support-mailbox',
    team: 'Support',
    distribution: 'round-robin',
    signature: 'Shop Support\nsupport@shop.example',
  },
  {
    name: 'Sales',
    address: 'sales@shop.example',
    password: 'sales-mailbox',
    team: 'Sales',
    distribution: 'least-busy',
    signature: 'Shop Sales\nsales@shop.example',
  },
];

/** Only in the unattended check: the third way to distribute. */
export const DIRECT_MAILBOX = /** @type {GroupMailbox} */ ({
  name: 'Invoices',
  address: 'invoices@shop.example',
  password: 'invoices-mailbox',
  team: 'Support',
  distribution: 'direct-assignment',
  assignee: 'sari@shop.example',
  signature: '',
});

export const PERSONAL_MAILBOX = {
  name: 'Lena Vogt',
  address: 'lena@shop.example',
  password: 'lena-mailbox',
  owner: 'lena@shop.example',
  signature: 'Lena Vogt\nShop',
};

/** Accounts first, because the others refer to them by domain, and to contacts by address. */
export const RECORDS = {
  accounts: [
    { name: 'Atelier Lumière', domain: 'lumiere.example', email: 'bonjour@lumiere.example' },
    { name: 'Bergwerk Sport GmbH', domain: 'bergwerk.example', email: 'info@bergwerk.example' },
    { name: 'PT Rimba Raya', domain: 'rimbaraya.example', email: 'halo@rimbaraya.example' },
    {
      name: 'Harbour Outfitters',
      domain: 'harbour.example',
      email: 'hello@harbour.example',
      channels: [{ __component: 'crm.address', purpose: 'Bookkeeping', address: 'books@harbour.example' }],
    },
    { name: 'Senderos S.L.', domain: 'senderos.example', email: 'hola@senderos.example' },
  ],
  contacts: [
    {
      firstName: 'Claire',
      lastName: 'Fontaine',
      email: 'claire@lumiere.example',
      account: 'lumiere.example',
    },
    {
      firstName: 'Jonas',
      lastName: 'Weber',
      email: 'jonas.weber@bergwerk.example',
      otherAddresses: [{ purpose: 'Private', address: 'jonas.weber@gipfel.example' }],
      account: 'bergwerk.example',
    },
    {
      firstName: 'Dewi',
      lastName: 'Anggraini',
      email: 'dewi@rimbaraya.example',
      account: 'rimbaraya.example',
    },
    { firstName: 'Owen', lastName: 'Clarke', email: 'owen@harbour.example', account: 'harbour.example' },
    { firstName: 'Lucía', lastName: 'Herrera', email: 'lucia@senderos.example', account: 'senderos.example' },
    { firstName: 'Emily', lastName: 'Hart', email: 'emily.hart@post.example' },
    { firstName: 'Anne-Sophie', lastName: 'Martin', email: 'as.martin@courriel.example' },
    { firstName: 'Budi', lastName: 'Santoso', email: 'budi.santoso@surel.example' },
    { firstName: 'Greta', lastName: 'Lindner', email: 'greta.lindner@briefkasten.example' },
  ],
  leads: [
    {
      name: 'Felix Brandt',
      company: 'Almhütte Brandt',
      email: 'felix@almhuette.example',
      leadStatus: 'contacted',
    },
    {
      name: 'Nadia Rahman',
      company: 'Green Trails Club',
      email: 'nadia@greentrails.example',
      leadStatus: 'new',
    },
    {
      name: 'Pablo Ortega',
      company: 'Refugio del Valle',
      email: 'pablo@refugio.example',
      leadStatus: 'qualified',
    },
  ],
  opportunities: [
    {
      name: 'Rental fleet of lanterns',
      reference: 'OPP-1041',
      amount: 12400,
      stage: 'proposal',
      account: 'harbour.example',
      contact: 'owen@harbour.example',
    },
    {
      name: 'Shop-in-shop Munich',
      reference: 'OPP-1042',
      amount: 38000,
      stage: 'negotiation',
      account: 'bergwerk.example',
      contact: 'jonas.weber@bergwerk.example',
    },
    {
      name: 'Backpacks for forest guides',
      reference: 'OPP-1043',
      amount: 9600,
      stage: 'prospecting',
      account: 'rimbaraya.example',
      contact: 'dewi@rimbaraya.example',
    },
  ],
};

/** By which the demo's mail is linked to its records, in this order; see docs/record-links.md. */
export const RECORD_RULES = [
  {
    contentType: 'api::opportunity.opportunity',
    labelFields: ['reference', 'name'],
    addressFields: [],
    parentField: 'contact',
    patterns: [{ pattern: '\\bOPP-\\d+\\b', place: 'both' }],
    numberField: 'reference',
  },
  {
    contentType: 'api::contact.contact',
    labelFields: ['firstName', 'lastName'],
    addressFields: ['email', 'otherAddresses.address'],
    parentField: 'account',
    patterns: [],
    numberField: '',
  },
  {
    contentType: 'api::account.account',
    labelFields: ['name'],
    addressFields: ['email', 'channels.address'],
    parentField: '',
    patterns: [],
    numberField: '',
  },
  {
    contentType: 'api::lead.lead',
    labelFields: ['name', 'company'],
    addressFields: ['email'],
    parentField: '',
    patterns: [],
    numberField: '',
  },
];

/**
 * Rules over incoming mail; `account` is the address of the group mailbox whose mail is meant, without it all mail is.
 * See docs/filters.md.
 * @type {readonly { name: string, account?: string, criteria: object, actions: readonly object[] }[]}
 */
export const FILTERS = [
  {
    name: 'Notices of the parcel service',
    criteria: { from: '*@parcels.example', classifications: ['notification', 'bulk'] },
    actions: [
      { kind: 'no-case' },
      { kind: 'mark-read' },
      { kind: 'no-notification' },
      { kind: 'add-tag', tag: 'parcels' },
    ],
  },
  {
    name: 'Orders with a file',
    account: 'sales@shop.example',
    criteria: { hasAttachment: true, bodyContains: ['order', 'Bestellung', 'commande', 'pedido', 'pesanan'] },
    actions: [
      { kind: 'set-priority', priority: 'high' },
      { kind: 'add-tag', tag: 'orders' },
    ],
  },
];
