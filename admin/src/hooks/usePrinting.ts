/** Prints one mail, or a whole case with all that its mails and notes say. */
import { useState } from 'react';
import { useFetchClient } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { loadInlineImages } from './useInlineImages';
import { shownImages } from './useRemoteImages';
import { useReport } from './useReport';
import { useText } from './useText';
import { useLazyGetWholeTimelineQuery } from '../services/reading';
import { formatAddress, formatAddressList } from '../utils/addresses';
import { prepareBody } from '../utils/mailBody';
import { printDocument, printHtml, type PrintedPart } from '../utils/printDocument';
import { partsOf } from '../utils/quotes';
import type { CaseDetail, EmailBody, EmailView, TimelineEntry } from '../../../server/src/api/contracts';

/** Says nothing of folds: the page has no buttons that open them. */
const NO_LABELS = { quote: '', signature: '', forward: '' };

function usePrintedMail() {
  const text = useText();
  const { formatDate } = useIntl();
  const { get } = useFetchClient();
  /** @param whole false: without what is folded */
  return async (email: EmailView, body: EmailBody, whole: boolean): Promise<PrintedPart> => {
    const written = whole
      ? body.text
      : partsOf(body.text, body.folds)
          .filter(({ kind }) => kind === 'written')
          .map((part) => part.text)
          .join('\n');
    const images =
      body.html === null
        ? new Map<string, string>()
        : new Map([...shownImages(email.id), ...(await loadInlineImages(get, body.html, email.attachments))]);
    return {
      heading: formatAddress(email.from),
      facts: [
        [text('details.to'), formatAddressList(email.to)],
        [text('details.cc'), formatAddressList(email.cc)],
        [text('details.subject'), email.subject],
        [text('details.date'), formatDate(email.date, { dateStyle: 'full', timeStyle: 'long' })],
        [
          text('print.files'),
          email.attachments
            .filter(({ inline }) => !inline)
            .map(({ name }) => name)
            .join(', '),
        ],
      ],
      body:
        body.html === null
          ? { kind: 'text', text: written.trim() }
          : { kind: 'html', html: prepareBody(body.html, images, NO_LABELS).html },
    };
  };
}

export function usePrinting() {
  const text = useText();
  const report = useReport();
  const { formatDate } = useIntl();
  const printedMail = usePrintedMail();
  const [getTimeline] = useLazyGetWholeTimelineQuery();
  const [printing, setPrinting] = useState(false);

  const printedEntry = async (entry: TimelineEntry): Promise<PrintedPart | null> => {
    if (entry.kind === 'note' || entry.kind === 'post') {
      const label = text(entry.kind === 'post' ? 'post.label' : 'note.label');
      return {
        heading: entry.actor === null ? label : `${label} · ${entry.actor.name}`,
        facts: [[text('details.date'), formatDate(entry.at, { dateStyle: 'full', timeStyle: 'long' })]],
        body: { kind: 'text', text: entry.text },
      };
    }
    const email = 'email' in entry ? entry.email : null;
    return email?.body ? printedMail(email, email.body, false) : null;
  };

  const printMail = async (email: EmailView, body: EmailBody): Promise<void> => {
    const parts = [await printedMail(email, body, true)];
    await printHtml(printDocument({ title: email.subject, facts: [], parts, folds: true }));
  };

  const printCase = async (detail: CaseDetail): Promise<void> => {
    setPrinting(true);
    try {
      const { entries } = await getTimeline(detail.id).unwrap();
      const parts = (await Promise.all(entries.map(printedEntry))).filter((part) => part !== null);
      await printHtml(
        printDocument({
          title: `#${detail.number} ${detail.subject}`,
          facts: [
            [text('context.requester'), formatAddress(detail.requester)],
            [text('print.status'), text(`status.${detail.status}`)],
            [text('case.assignee'), detail.assignee?.name ?? text('case.unassigned')],
          ],
          parts,
          folds: false,
        }),
      );
    } catch (error) {
      report.failure(error as Parameters<typeof report.failure>[0]);
    } finally {
      setPrinting(false);
    }
  };
  return { printing, printMail, printCase };
}
