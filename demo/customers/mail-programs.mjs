/**
 * How people's mail programs write: the words, then the quoted mail they answer, as Gmail, Outlook, Thunderbird
 * and phones do it in each language. It makes texts and HTML; nodemailer makes the MIME.
 */

/**
 * @typedef {object} AnsweredMail
 * @property {{ name: string, address: string }} from
 * @property {string} to
 * @property {string} subject
 * @property {Date} date
 * @property {string} text
 * @property {string} html empty when there is none
 *
 * @typedef {{ text: string, html?: string }} Body
 * @typedef {import('./personas.mjs').Language} Language
 */

const LOCALES = { en: 'en-GB', fr: 'fr-FR', de: 'de-DE', id: 'id-ID', es: 'es-ES' };

/** @type {Record<Language, (when: string, who: string) => string>} */
const ATTRIBUTION = {
  en: (when, who) => `On ${when}, ${who} wrote:`,
  fr: (when, who) => `Le ${when}, ${who} a écrit :`,
  de: (when, who) => `Am ${when} schrieb ${who}:`,
  id: (when, who) => `Pada ${when}, ${who} menulis:`,
  es: (when, who) => `El ${when}, ${who} escribió:`,
};

/** Outlook's block above the quoted mail: from, sent, to, subject. */
const OUTLOOK_LABELS = {
  en: ['From:', 'Sent:', 'To:', 'Subject:'],
  fr: ['De :', 'Envoyé :', 'À :', 'Objet :'],
  de: ['Von:', 'Gesendet:', 'An:', 'Betreff:'],
  id: ['Dari:', 'Terkirim:', 'Kepada:', 'Subjek:'],
  es: ['De:', 'Enviado:', 'Para:', 'Asunto:'],
};

const PHONE_SIGNATURE = {
  en: 'Sent from my phone',
  fr: 'Envoyé de mon téléphone',
  de: 'Von meinem Telefon gesendet',
  id: 'Dikirim dari ponsel saya',
  es: 'Enviado desde mi teléfono',
};

/**
 * Writes a mail's body the way the persona's program does.
 * @param {import('./personas.mjs').Persona} persona
 * @param {string} words
 * @param {AnsweredMail} [answered]
 * @returns {Body}
 */
export function writeBody({ language, program }, words, answered) {
  switch (program) {
    case 'gmail':
      return gmail(language, words, answered);
    case 'outlook':
      return outlook(language, words, answered);
    case 'thunderbird':
      return { text: joinParts(words, answered && plainQuote(language, answered)) };
    case 'phone':
      return {
        text: joinParts(
          `${words}\n\n${PHONE_SIGNATURE[language]}`,
          answered && plainQuote(language, answered),
        ),
      };
  }
}

/**
 * The subject of an answer. Nothing is added to one that is an answer already.
 * @param {import('./personas.mjs').Persona} persona
 * @param {string} subject
 */
export function answerSubject({ language, program }, subject) {
  if (/^(re|aw)\s*:/i.test(subject)) return subject;
  if (program !== 'outlook') return `Re: ${subject}`;
  return language === 'de' ? `AW: ${subject}` : `RE: ${subject}`;
}

/**
 * @param {Language} language
 * @param {string} words
 * @param {AnsweredMail} [answered]
 * @returns {Body}
 */
function gmail(language, words, answered) {
  const own = `<div dir="ltr">${paragraphs(words, '<div>', '</div>', '<div><br></div>')}</div>`;
  if (!answered) return { text: words, html: own };
  const { name, address } = answered.from;
  const mark = '\u0000';
  const line = escapeHtml(ATTRIBUTION[language](formatDate(language, answered.date), mark)).replace(
    mark,
    `${escapeHtml(name)} &lt;<a href="mailto:${address}">${address}</a>&gt;`,
  );
  return {
    text: joinParts(words, plainQuote(language, answered)),
    html:
      `${own}<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${line}<br></div>` +
      '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">' +
      `${quotedHtml(answered)}</blockquote></div>`,
  };
}

/**
 * @param {Language} language
 * @param {string} words
 * @param {AnsweredMail} [answered]
 * @returns {Body}
 */
function outlook(language, words, answered) {
  const page = (/** @type {string} */ content) =>
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm;font-size:11.0pt;' +
    `font-family:"Calibri",sans-serif;}</style></head><body><div class="WordSection1">${content}</div></body></html>`;
  const own = paragraphs(
    words,
    '<p class="MsoNormal">',
    '</p>',
    '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
  );
  if (!answered) return { text: words, html: page(own) };
  const values = [
    `${answered.from.name} <${answered.from.address}>`,
    formatDate(language, answered.date),
    answered.to,
    answered.subject,
  ];
  const block = OUTLOOK_LABELS[language].map((label, index) => ({ label, value: values[index] ?? '' }));
  const header = block.map(({ label, value }) => `<b>${label}</b> ${escapeHtml(value)}`).join('<br>');
  return {
    text: joinParts(
      words,
      [...block.map(({ label, value }) => `${label} ${value}`), '', answered.text].join('\n'),
    ),
    html: page(
      `${own}<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">` +
        `<p class="MsoNormal">${header}</p></div>${quotedHtml(answered)}`,
    ),
  };
}

/**
 * @param {Language} language
 * @param {AnsweredMail} answered
 */
function plainQuote(language, { from, date, text }) {
  const attribution = ATTRIBUTION[language](formatDate(language, date), `${from.name} <${from.address}>`);
  const quoted = text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()));
  return [attribution, ...quoted].join('\n');
}

/**
 * @param {string} words
 * @param {string} [quote]
 */
const joinParts = (words, quote) => (quote ? `${words}\n\n${quote}\n` : `${words}\n`);

const quotedHtml = (/** @type {AnsweredMail} */ { html, text }) =>
  html
    ? html.replace(/^[\s\S]*<body[^>]*>|<\/body>[\s\S]*$/gi, '')
    : escapeHtml(text).replaceAll('\n', '<br>');

/**
 * @param {string} words
 * @param {string} open
 * @param {string} close
 * @param {string} emptyLine
 */
const paragraphs = (words, open, close, emptyLine) =>
  words
    .split('\n')
    .map((line) => (line ? `${open}${escapeHtml(line)}${close}` : emptyLine))
    .join('');

const formatDate = (/** @type {Language} */ language, /** @type {Date} */ date) =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' }).format(date);

const escapeHtml = (/** @type {string} */ text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
