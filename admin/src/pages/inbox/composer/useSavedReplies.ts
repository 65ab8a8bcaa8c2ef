/** Saved replies for the editor: found by name, filled in by the server for the draft they are put into. */
import { useCallback, useMemo, useRef } from 'react';
import type { Insertions } from '../../../components/rich-text/insertions';
import type { DraftEditor } from '../../../hooks/useDraftEditor';
import { useReport } from '../../../hooks/useReport';
import { useText } from '../../../hooks/useText';
import { useFillTemplateMutation, useLazyGetTemplateChoicesQuery } from '../../../services/drafts';

export function useSavedReplies(editor: DraftEditor, caseId: string | null): Insertions {
  const text = useText();
  const report = useReport();
  const [find] = useLazyGetTemplateChoicesQuery();
  const [fill] = useFillTemplateMutation();
  const current = useRef(editor);
  current.current = editor;

  const search = useCallback(
    async (words: string) => {
      const { data = [] } = await find({ search: words, caseId }, true);
      return data.map(({ id, name, languages, files }) => ({
        id,
        name,
        hint: [...languages, ...(files > 0 ? [text('message.attachments', { count: files })] : [])].join(
          ', ',
        ),
      }));
    },
    [find, caseId, text],
  );
  const insert = useCallback(
    async (template: string) => {
      // Who it is to be sent to and from is filled in as it is stored.
      const { id, flush, draft, change, changeFiles } = current.current;
      await flush();
      const result = await fill({ id, template });
      if ('error' in result) {
        report.failure(result.error);
        return null;
      }
      const { html, subject, unknown, files } = result.data;
      if (files.length > 0) changeFiles((present) => [...present, ...files]);
      if (subject !== '' && draft.subject.trim() === '') change({ subject });
      if (unknown.length > 0)
        report.warning(text('composer.warning.unknown-placeholder', { names: unknown.join(', ') }));
      return html;
    },
    [fill, report, text],
  );
  return useMemo(
    () => ({
      label: text('composer.saved-replies'),
      empty: text('composer.no-saved-replies'),
      search,
      insert,
    }),
    [text, search, insert],
  );
}
