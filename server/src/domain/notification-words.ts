/** What notification mails say, in the panel's languages. The panel's own texts are its own. */
import type { NoticeKind } from './preferences';

export interface NotificationWords {
  /** what happened; `actor` is empty where Mailroom did it */
  readonly news: Readonly<Record<NoticeKind, (actor: string) => string>>;
  /** subject of a mail about several things */
  readonly several: (count: number) => string;
  readonly noSubject: string;
  readonly open: string;
  /** below mail about one case: what an answer does */
  readonly answer: string;
  /** below every mail */
  readonly why: string;
}

const en: NotificationWords = {
  news: {
    'email-received': (actor) => `Mail from ${actor}`,
    'case-assigned': (actor) =>
      actor === '' ? 'The case has been given to you' : `${actor} has given you the case`,
    'case-unassigned': () => 'The case waits for somebody to take it',
    'note-added': (actor) => `${actor} has written a note`,
    mentioned: (actor) => `${actor} has mentioned you`,
    'case-woken': () => 'The case is back from its snooze',
    'delivery-failed': () => 'A mail could not be delivered',
    'draft-held': () => 'A mail of yours waits for you',
  },
  several: (count) => `${count} news in Mailroom`,
  noSubject: '(no subject)',
  open: 'Open',
  answer: 'An answer to this mail is seen by your colleagues alone; it becomes an internal mail of the case.',
  why: 'You get this mail because your settings in Mailroom say so. You can change them under Mailroom, My settings.',
};

const fr: NotificationWords = {
  news: {
    'email-received': (actor) => `E-mail de ${actor}`,
    'case-assigned': (actor) =>
      actor === '' ? 'Le dossier vous a été confié' : `${actor} vous a confié le dossier`,
    'case-unassigned': () => 'Le dossier attend que quelqu’un le prenne',
    'note-added': (actor) => `${actor} a écrit une note`,
    mentioned: (actor) => `${actor} vous a mentionné`,
    'case-woken': () => 'Le dossier mis en veille est de retour',
    'delivery-failed': () => 'Un e-mail n’a pas pu être distribué',
    'draft-held': () => 'Un e-mail de vous vous attend',
  },
  several: (count) => `${count} nouvelles dans Mailroom`,
  noSubject: '(sans objet)',
  open: 'Ouvrir',
  answer: 'Seuls vos collègues voient une réponse à cet e-mail ; elle devient un e-mail interne du dossier.',
  why: 'Vous recevez cet e-mail parce que vos réglages dans Mailroom le prévoient. Vous pouvez les changer sous Mailroom, Mes réglages.',
};

const id: NotificationWords = {
  news: {
    'email-received': (actor) => `Email dari ${actor}`,
    'case-assigned': (actor) =>
      actor === '' ? 'Kasus ini diberikan kepada Anda' : `${actor} memberikan kasus ini kepada Anda`,
    'case-unassigned': () => 'Kasus ini menunggu seseorang mengambilnya',
    'note-added': (actor) => `${actor} menulis catatan`,
    mentioned: (actor) => `${actor} menyebut Anda`,
    'case-woken': () => 'Kasus yang ditunda kembali',
    'delivery-failed': () => 'Sebuah email tidak dapat diantarkan',
    'draft-held': () => 'Email Anda menunggu Anda',
  },
  several: (count) => `${count} kabar di Mailroom`,
  noSubject: '(tanpa subjek)',
  open: 'Buka',
  answer: 'Balasan atas email ini hanya dilihat rekan Anda; balasan itu menjadi email internal kasus ini.',
  why: 'Anda menerima email ini karena pengaturan Anda di Mailroom. Anda dapat mengubahnya di Mailroom, Pengaturan saya.',
};

const de: NotificationWords = {
  news: {
    'email-received': (actor) => `E-Mail von ${actor}`,
    'case-assigned': (actor) =>
      actor === '' ? 'Ihnen wurde der Fall zugeteilt' : `${actor} hat Ihnen den Fall zugeteilt`,
    'case-unassigned': () => 'Der Fall wartet darauf, dass ihn jemand übernimmt',
    'note-added': (actor) => `${actor} hat eine Notiz geschrieben`,
    mentioned: (actor) => `${actor} hat Sie erwähnt`,
    'case-woken': () => 'Der zurückgestellte Fall ist wieder da',
    'delivery-failed': () => 'Eine E-Mail konnte nicht zugestellt werden',
    'draft-held': () => 'Eine E-Mail von Ihnen wartet auf Sie',
  },
  several: (count) => `${count} Neuigkeiten in Mailroom`,
  noSubject: '(kein Betreff)',
  open: 'Öffnen',
  answer:
    'Eine Antwort auf diese E-Mail sehen nur Ihre Kolleginnen und Kollegen; sie wird zur internen E-Mail des Falls.',
  why: 'Sie erhalten diese E-Mail, weil Ihre Einstellungen in Mailroom es so vorsehen. Sie können sie unter Mailroom, Meine Einstellungen ändern.',
};

const es: NotificationWords = {
  news: {
    'email-received': (actor) => `Correo de ${actor}`,
    'case-assigned': (actor) =>
      actor === '' ? 'Se le ha asignado el caso' : `${actor} le ha asignado el caso`,
    'case-unassigned': () => 'El caso espera a que alguien lo tome',
    'note-added': (actor) => `${actor} ha escrito una nota`,
    mentioned: (actor) => `${actor} le ha mencionado`,
    'case-woken': () => 'El caso pospuesto ha vuelto',
    'delivery-failed': () => 'Un correo no se pudo entregar',
    'draft-held': () => 'Un correo suyo le espera',
  },
  several: (count) => `${count} novedades en Mailroom`,
  noSubject: '(sin asunto)',
  open: 'Abrir',
  answer:
    'Una respuesta a este correo solo la ven sus compañeros; se convierte en un correo interno del caso.',
  why: 'Recibe este correo porque así lo dicen sus ajustes en Mailroom. Puede cambiarlos en Mailroom, Mis ajustes.',
};

const LANGUAGES: Readonly<Record<string, NotificationWords>> = { en, fr, id, de, es };

/** @param language as a user has chosen it, as `fr` or `fr-CA`; unknown ones are told in English */
export const notificationWords = (language: string): NotificationWords =>
  LANGUAGES[language.toLowerCase().split(/[-_]/)[0] ?? ''] ?? en;
