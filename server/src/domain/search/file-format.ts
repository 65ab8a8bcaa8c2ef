/** Which files hold text that can be searched, by what a mail says of them. What they are in truth is found when they are read. */

export type FileFormat = 'text' | 'html' | 'pdf' | 'docx';

const BY_TYPE: Readonly<Record<string, FileFormat>> = {
  'text/plain': 'text',
  'text/csv': 'text',
  'text/markdown': 'text',
  'text/html': 'html',
  'application/pdf': 'pdf',
  'application/x-pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

const BY_ENDING: Readonly<Record<string, FileFormat>> = {
  txt: 'text',
  csv: 'text',
  md: 'text',
  log: 'text',
  htm: 'html',
  html: 'html',
  pdf: 'pdf',
  docx: 'docx',
};

/** @returns null where there is no text to be had */
export function fileFormat({
  name,
  type,
}: {
  readonly name: string;
  readonly type: string;
}): FileFormat | null {
  const kind = type.toLowerCase().split(';')[0]?.trim() ?? '';
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name.trim())?.[1]?.toLowerCase() ?? '';
  return BY_TYPE[kind] ?? BY_ENDING[ending] ?? null;
}
