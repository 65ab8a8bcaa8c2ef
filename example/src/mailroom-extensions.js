/**
 * What an app can add to Mailroom, one example of each (docs/extensions.md). Registered in register() of src/index.js, where
 * MAILROOM_EXAMPLES says so.
 */

/** Who of the agents writes which language; an app would ask its own content types at its start. */
const LANGUAGES = { de: ['Greta'], fr: ['Luc'] };

/** Gives a case to the agent with the fewest open cases who writes its requester's language. */
const byLanguage = {
  name: 'language',
  label: 'By the language of the requester',
  choose({ case: { language }, members }) {
    const speakers = LANGUAGES[language] ?? [];
    const [first] = members
      .filter(({ name, free }) => free && speakers.some((speaker) => name.startsWith(speaker)))
      .sort((left, right) => left.openCases - right.openCases);
    return first
      ? { member: first.id, reason: `writes ${language}` }
      : { member: null, reason: `nobody who is free writes ${language ?? 'an unknown language'}` };
  },
};

/** Marks mail of important people, and notes each as a lead. */
const markVip = (strapi) => ({
  name: 'mark-vip',
  label: 'Mark as VIP',
  apply: (mail, { teams }) => {
    const vips = teams.find(({ name }) => name === 'VIP desk');
    return [
      { kind: 'set-priority', priority: 'urgent' },
      { kind: 'add-tag', tag: 'VIP' },
      ...(vips ? [{ kind: 'assign-team', teamId: vips.id }] : []),
    ];
  },
  async afterCommit(mails) {
    for (const { from } of mails)
      await strapi
        .documents('api::lead.lead')
        .create({ data: { name: from.name || from.address, email: from.address, leadStatus: 'new' } });
  },
});

/** Links mail to the opportunities that a shop names in a header of its own, with one query for all mails of a batch. */
const byOrderNumber = (strapi) => ({
  name: 'order-number',
  label: 'Order number in the header',
  headers: ['X-Order-Number'],
  async resolve(mails) {
    const numbers = mails.map(({ headers }) => headers['x-order-number'] ?? '');
    const wanted = numbers.filter((number) => number !== '');
    if (wanted.length === 0) return;
    const found = await strapi
      .documents('api::opportunity.opportunity')
      .findMany({ fields: ['reference'], filters: { reference: { $in: wanted } } });
    return numbers.map((number) =>
      found
        .filter(({ reference }) => number !== '' && reference === number)
        .map(({ documentId }) => ({ contentType: 'api::opportunity.opportunity', documentId })),
    );
  },
});

/** Believes what the provider's scanner says of spam: what is certain is left out, what is likely gets a tag. */
const providerSpam = {
  name: 'provider-spam',
  label: 'Spam scanner of the provider',
  headers: ['X-Provider-Spam-Score'],
  look: (mails) =>
    mails.map(({ headers }) => {
      const score = Number(headers['x-provider-spam-score'] ?? 0);
      if (score >= 10) return { skip: `score ${score}` };
      return score >= 5 ? { tags: ['probably spam'] } : null;
    }),
};

/** One that does everything wrong: mail is filed all the same. */
const broken = {
  name: 'broken',
  label: 'Broken step',
  timeout: 200,
  look: () => new Promise(() => {}),
};

module.exports = {
  register(strapi) {
    const extensions = strapi.plugin('mailroom').service('extensions');
    extensions.addDistributionRule(byLanguage);
    extensions.addFilterAction(markVip(strapi));
    extensions.addLinkResolver(byOrderNumber(strapi));
    extensions.addIntakeStep(providerSpam);
    if (process.env.MAILROOM_EXAMPLES === 'broken') extensions.addIntakeStep(broken);
  },
};
