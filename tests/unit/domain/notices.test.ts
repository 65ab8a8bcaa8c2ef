import { burstIsDue, BURSTS, isTooOld, mayMail } from '../../../server/src/domain/notice-bursts';
import { channelsOf } from '../../../server/src/domain/notice-channels';
import { notificationText, onlyCase, type MailedNews } from '../../../server/src/domain/notification-mail';
import { USUAL_PREFERENCES, type NoticeChannels } from '../../../server/src/domain/preferences';

const NOW = new Date('2026-03-05T09:00:00Z');
const ago = (milliseconds: number) => ({ at: new Date(NOW.getTime() - milliseconds) });

describe('channels', () => {
  const recipient = (mentioned: NoticeChannels, mailSuspendedReason: string | null = null) => ({
    preferences: { notify: { ...USUAL_PREFERENCES.notify, mentioned } },
    mailSuspendedReason,
  });
  const usual = { mailAvailable: true, hasItAlready: false };
  const both = { panel: true, mail: true };
  const mailOnly = { panel: false, mail: true };

  test.each([
    ['both as chosen', recipient(both), usual, { shown: true, mailed: true }],
    ['by mail alone', recipient(mailOnly), usual, { shown: false, mailed: true }],
    ['nothing at all', recipient({ panel: false, mail: false }), usual, null],
    [
      'in the panel what cannot be mailed',
      recipient(mailOnly),
      { ...usual, mailAvailable: false },
      { shown: true, mailed: false },
    ],
    [
      'in the panel while mail is suspended',
      recipient(mailOnly, '550'),
      usual,
      { shown: true, mailed: false },
    ],
    [
      'no mail about mail that the user has',
      recipient(both),
      { ...usual, hasItAlready: true },
      { shown: true, mailed: false },
    ],
    ['nothing of it by mail alone', recipient(mailOnly), { ...usual, hasItAlready: true }, null],
  ])('%s', (_name, who, circumstances, expected) => {
    expect(channelsOf('mentioned', who, circumstances)).toEqual(expected);
  });
});

describe('bursts', () => {
  test('wait until it is quiet, but not for ever', () => {
    expect(burstIsDue([ago(BURSTS.quiet - 1)], NOW)).toBe(false);
    expect(burstIsDue([ago(BURSTS.quiet)], NOW)).toBe(true);
    expect(burstIsDue([ago(BURSTS.quiet), ago(1)], NOW)).toBe(false);
    expect(burstIsDue([ago(BURSTS.longest), ago(1)], NOW)).toBe(true);
    expect(burstIsDue([], NOW)).toBe(false);
  });

  test('have a limit an hour, and an age', () => {
    expect([BURSTS.perHour - 1, BURSTS.perHour].map(mayMail)).toEqual([true, false]);
    expect(isTooOld(ago(BURSTS.tooOld + 1), NOW)).toBe(true);
    expect(isTooOld(ago(BURSTS.tooOld), NOW)).toBe(false);
  });
});

describe('what a mail says', () => {
  const matter = (number: number, subject: string) => ({ documentId: `case-${number}`, number, subject });
  const mentioned = (number: number, subject: string): MailedNews => ({
    kind: 'mentioned',
    actor: 'Lena <b>',
    case: matter(number, subject),
    email: null,
  });
  const options = { language: 'de', panel: 'https://cms.example/admin/plugins/mailroom', answerable: true };

  test('of one case has its subject, and markup is text', () => {
    const news = [mentioned(7, '<script>\r\nBcc: x'), { ...mentioned(7, ''), kind: 'note-added' as const }];
    const { subject, text, html } = notificationText(news, options);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject).toContain('#7 <script>');
    expect(html).not.toContain('<script>');
    expect(html).toContain('Lena &lt;b&gt; hat Sie erwähnt');
    expect(text).toContain('https://cms.example/admin/plugins/mailroom/cases/open/case-7');
    expect(text).toContain('internen E-Mail');
    expect(onlyCase(news)).toMatchObject({ number: 7 });
  });

  test('of several counts them', () => {
    const news = [mentioned(7, 'One'), mentioned(8, 'Two')];
    const { subject, text } = notificationText(news, { ...options, language: 'xx', answerable: false });
    expect(subject).toBe('2 news in Mailroom');
    expect(text).toContain('#8 Two');
    expect(text).not.toContain('internal mail');
    expect(onlyCase(news)).toBeNull();
  });
});
