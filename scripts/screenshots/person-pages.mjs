/** The removal of a person, from the question to the report: photographed like the other pages (pages.mjs). */
import { all, answers, clicks, fills, says, shows } from './states.mjs';

const STAYS = 'emily.hart@post.example';
/** A customer whom no other picture shows. */
const LEAVES = 'pablo@refugio.example';

/** The question is open, and what there is of the person is counted. */
const isAsked = (/** @type {string} */ address) =>
  all(
    shows('main table'),
    fills('Address or name', address),
    clicks(`Anonymise ${address}`),
    shows('[role=dialog]'),
    says('What is here of this person'),
  );

const isBegun = (/** @type {string} */ address) =>
  all(isAsked(address), fills(/^Type the address to confirm/, address), clicks('Anonymise for good'));

/** As the server tells of it in the middle of its work. */
const RUNNING = {
  data: {
    id: 'running',
    state: 'running',
    done: 5,
    total: 12,
    startedAt: '2026-01-05T09:00:00.000Z',
    finishedAt: null,
    salt: '',
    addressHashes: [],
    counts: {},
  },
};

const shot = (
  /** @type {string} */ name,
  /** @type {string} */ title,
  /** @type {import('./states.mjs').Step} */ ready,
) => ({
  name,
  title,
  path: '/settings/mailroom/correspondents',
  as: /** @type {const} */ ('admin'),
  ready,
});

/** @type {readonly import('./settings-pages.mjs').Group[]} */
export const PERSON = [
  {
    group: 'Removing a person',
    shots: [
      { ...shot('person', 'What there is of a person', isAsked(STAYS)), phone: true },
      {
        ...shot(
          'person-progress',
          'While a person is removed',
          all(isBegun(STAYS), says('The person is being removed')),
        ),
        before: all(
          answers('**/mailroom/correspondents/*/anonymisations', RUNNING),
          answers('**/mailroom/anonymisations/*', RUNNING),
        ),
      },
      shot('person-report', 'What was changed', all(isBegun(LEAVES), says('The person was removed'))),
    ],
  },
];
