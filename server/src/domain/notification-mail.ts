/** The words of a notification mail: subject, plain text and HTML of one list of news, grouped by case. Pure. */
import { displayName } from './addresses';
import { escapeHtml } from './html';
import type { Address } from './message';
import { notificationWords, type NotificationWords } from './notification-words';
import type { NoticeKind } from './preferences';
import { singleLine } from './text';

export interface MailedNews {
  readonly kind: NoticeKind;
  /** who did it; empty: Mailroom itself */
  readonly actor: string;
  readonly case: { readonly documentId: string; readonly number: number; readonly subject: string } | null;
  readonly email: { readonly documentId: string; readonly subject: string; readonly from: Address } | null;
}

export interface NotificationText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** News of one case, or one piece that belongs to none. */
interface Section {
  readonly title: string;
  readonly link: string;
  readonly lines: readonly string[];
}

/**
 * @param news oldest first; not empty
 * @param options.panel where browsers reach Mailroom's pages, without a slash at its end
 * @param options.answerable an answer comes back into the one case that all of it is about
 */
export function notificationText(
  news: readonly MailedNews[],
  options: { readonly language: string; readonly panel: string; readonly answerable: boolean },
): NotificationText {
  const words = notificationWords(options.language);
  const sections = sectionsOf(news, words, options.panel);
  const [only] = sections;
  const subject = sections.length === 1 && only !== undefined ? only.title : words.several(news.length);
  const foot = [...(options.answerable ? [words.answer] : []), words.why];
  return { subject: singleLine(subject), text: plain(sections, foot), html: marked(sections, foot, words) };
}

/** The one case that all of the news is about; null when there are several, or none. */
export function onlyCase(news: readonly MailedNews[]): MailedNews['case'] {
  const first = news[0]?.case ?? null;
  return first !== null && news.every((one) => one.case?.documentId === first.documentId) ? first : null;
}

function sectionsOf(
  news: readonly MailedNews[],
  words: NotificationWords,
  panel: string,
): readonly Section[] {
  const sections = new Map<string, { title: string; link: string; lines: string[] }>();
  news.forEach((one, index) => {
    const key = one.case?.documentId ?? `mail-${index}`;
    const section = sections.get(key) ?? { ...headOf(one, words, panel), lines: [] };
    section.lines.push(words.news[one.kind](actorOf(one)));
    sections.set(key, section);
  });
  return [...sections.values()];
}

const actorOf = ({ kind, actor, email }: MailedNews): string =>
  kind === 'email-received' && email !== null ? displayName(email.from) : actor;

function headOf(
  { case: matter, email }: MailedNews,
  { noSubject }: NotificationWords,
  panel: string,
): Omit<Section, 'lines'> {
  if (matter !== null)
    return {
      title: `#${matter.number} ${matter.subject || noSubject}`,
      link: `${panel}/cases/open/${encodeURIComponent(matter.documentId)}`,
    };
  return {
    title: email?.subject || noSubject,
    link: email === null ? panel : `${panel}/inbox/inbox/${encodeURIComponent(email.documentId)}`,
  };
}

const plain = (sections: readonly Section[], foot: readonly string[]): string =>
  [
    ...sections.map(({ title, link, lines }) =>
      [title, ...lines.map((line) => `- ${line}`), link].join('\n'),
    ),
    ['-- ', ...foot].join('\n'),
  ].join('\n\n');

function marked(sections: readonly Section[], foot: readonly string[], { open }: NotificationWords): string {
  const parts = sections.map(
    ({ title, link, lines }) =>
      `<h3 dir="auto" style="margin:0 0 4px">${escapeHtml(title)}</h3>` +
      `<ul style="margin:0 0 4px">${lines.map((line) => `<li dir="auto">${escapeHtml(line)}</li>`).join('')}</ul>` +
      `<p style="margin:0 0 20px"><a href="${escapeHtml(link)}">${escapeHtml(open)}</a></p>`,
  );
  const end = foot.map(escapeHtml).join('<br>');
  return (
    '<!doctype html><html><body style="font-family:sans-serif">' +
    `${parts.join('')}<p style="color:#666687;font-size:12px">${end}</p></body></html>`
  );
}
