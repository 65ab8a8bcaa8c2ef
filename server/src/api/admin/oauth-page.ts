/**
 * The page on which a sign-in at a provider ends: what happened and what to do now, in the reader's language. It is
 * whole in itself and loads nothing. Decides nothing.
 */
import type { SignInOutcome } from '../../mailboxes/oauth-sign-in';

const LANGUAGES = ['en', 'fr', 'de', 'es', 'id'] as const;
type Language = (typeof LANGUAGES)[number];

interface Text {
  readonly title: string;
  /** `{provider}` and `{address}` are filled in */
  readonly body: string;
}

type Texts = Readonly<Record<SignInOutcome['kind'] | 'close', Text>>;

const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    done: {
      title: 'Signed in',
      body: '{provider} has given access to {address}. Mail is fetched within a minute.',
    },
    expired: {
      title: 'This sign-in is over',
      body: 'It was used already, or took longer than ten minutes. Start it again in the account’s settings.',
    },
    denied: {
      title: 'Access was not given',
      body: '{provider} says that the request was declined. Start again in the account’s settings and agree to it.',
    },
    refused: {
      title: 'The provider refused',
      body: '{provider} did not accept the sign-in. Check the app that is registered there, then start again.',
    },
    unreachable: {
      title: 'The provider could not be reached',
      body: '{provider} gave no usable answer. Check client id, secret and network, then start again.',
    },
    'scope-missing': {
      title: 'Permission for mail is missing',
      body: '{provider} gave access, but not to mail. Start again and tick every permission that is asked for.',
    },
    'not-lasting': {
      title: 'Access would not last',
      body: '{provider} gave access for a short time only (no refresh token). Allow offline access for the app there, then start again.',
    },
    'account-changed': {
      title: 'The account has changed',
      body: 'Its settings were changed or it was deleted meanwhile. Open it and start again.',
    },
    failed: {
      title: 'Something went wrong',
      body: 'The sign-in could not be stored. Try again; Strapi’s log says more.',
    },
    close: { title: 'Mailroom', body: 'You can close this window.' },
  },
  fr: {
    done: {
      title: 'Connexion réussie',
      body: '{provider} a donné accès à {address}. Le courrier est relevé dans la minute.',
    },
    expired: {
      title: 'Cette connexion n’est plus valable',
      body: 'Elle a déjà servi ou a duré plus de dix minutes. Recommencez dans les réglages du compte.',
    },
    denied: {
      title: 'L’accès n’a pas été accordé',
      body: '{provider} indique que la demande a été refusée. Recommencez dans les réglages du compte et acceptez-la.',
    },
    refused: {
      title: 'Le fournisseur a refusé',
      body: '{provider} n’a pas accepté la connexion. Vérifiez l’application qui y est enregistrée, puis recommencez.',
    },
    unreachable: {
      title: 'Le fournisseur est injoignable',
      body: '{provider} n’a pas donné de réponse utilisable. Vérifiez l’identifiant client, le secret et le réseau, puis recommencez.',
    },
    'scope-missing': {
      title: 'L’autorisation pour le courrier manque',
      body: '{provider} a donné accès, mais pas au courrier. Recommencez et cochez toutes les autorisations demandées.',
    },
    'not-lasting': {
      title: 'L’accès ne durerait pas',
      body: '{provider} n’a donné qu’un accès de courte durée (sans jeton de renouvellement). Autorisez-y l’accès hors connexion pour l’application, puis recommencez.',
    },
    'account-changed': {
      title: 'Le compte a changé',
      body: 'Ses réglages ont été modifiés ou il a été supprimé entre-temps. Ouvrez-le et recommencez.',
    },
    failed: {
      title: 'Une erreur s’est produite',
      body: 'La connexion n’a pas pu être enregistrée. Réessayez ; le journal de Strapi en dit plus.',
    },
    close: { title: 'Mailroom', body: 'Vous pouvez fermer cette fenêtre.' },
  },
  de: {
    done: {
      title: 'Angemeldet',
      body: '{provider} hat den Zugriff auf {address} erlaubt. E-Mails werden innerhalb einer Minute abgerufen.',
    },
    expired: {
      title: 'Diese Anmeldung gilt nicht mehr',
      body: 'Sie wurde schon verwendet oder hat länger als zehn Minuten gedauert. Beginnen Sie in den Einstellungen des Kontos neu.',
    },
    denied: {
      title: 'Der Zugriff wurde nicht erlaubt',
      body: '{provider} meldet, dass die Anfrage abgelehnt wurde. Beginnen Sie in den Einstellungen des Kontos neu und stimmen Sie zu.',
    },
    refused: {
      title: 'Der Anbieter hat abgelehnt',
      body: '{provider} hat die Anmeldung nicht angenommen. Prüfen Sie die dort registrierte App und beginnen Sie neu.',
    },
    unreachable: {
      title: 'Der Anbieter ist nicht erreichbar',
      body: '{provider} hat nicht brauchbar geantwortet. Prüfen Sie Client-ID, Geheimnis und Netzwerk und beginnen Sie neu.',
    },
    'scope-missing': {
      title: 'Die Berechtigung für E-Mail fehlt',
      body: '{provider} hat Zugriff erlaubt, aber nicht auf E-Mail. Beginnen Sie neu und kreuzen Sie alle Berechtigungen an.',
    },
    'not-lasting': {
      title: 'Der Zugriff wäre nicht von Dauer',
      body: '{provider} hat den Zugriff nur für kurze Zeit erlaubt (ohne Refresh-Token). Erlauben Sie der App dort den Offline-Zugriff und beginnen Sie neu.',
    },
    'account-changed': {
      title: 'Das Konto hat sich geändert',
      body: 'Seine Einstellungen wurden inzwischen geändert, oder es wurde gelöscht. Öffnen Sie es und beginnen Sie neu.',
    },
    failed: {
      title: 'Etwas ist schiefgegangen',
      body: 'Die Anmeldung konnte nicht gespeichert werden. Versuchen Sie es noch einmal; mehr steht im Protokoll von Strapi.',
    },
    close: { title: 'Mailroom', body: 'Sie können dieses Fenster schließen.' },
  },
  es: {
    done: {
      title: 'Sesión iniciada',
      body: '{provider} ha dado acceso a {address}. El correo se recoge en menos de un minuto.',
    },
    expired: {
      title: 'Este inicio de sesión ya no es válido',
      body: 'Ya se usó o tardó más de diez minutos. Empiece de nuevo en los ajustes de la cuenta.',
    },
    denied: {
      title: 'No se ha dado acceso',
      body: '{provider} indica que la solicitud fue rechazada. Empiece de nuevo en los ajustes de la cuenta y acéptela.',
    },
    refused: {
      title: 'El proveedor lo ha rechazado',
      body: '{provider} no aceptó el inicio de sesión. Revise la aplicación registrada allí y empiece de nuevo.',
    },
    unreachable: {
      title: 'No se pudo contactar con el proveedor',
      body: '{provider} no dio una respuesta útil. Revise el id de cliente, el secreto y la red, y empiece de nuevo.',
    },
    'scope-missing': {
      title: 'Falta el permiso para el correo',
      body: '{provider} dio acceso, pero no al correo. Empiece de nuevo y marque todos los permisos que se piden.',
    },
    'not-lasting': {
      title: 'El acceso no duraría',
      body: '{provider} dio acceso solo por poco tiempo (sin token de renovación). Permita allí el acceso sin conexión para la aplicación y empiece de nuevo.',
    },
    'account-changed': {
      title: 'La cuenta ha cambiado',
      body: 'Sus ajustes cambiaron o se eliminó mientras tanto. Ábrala y empiece de nuevo.',
    },
    failed: {
      title: 'Algo ha fallado',
      body: 'No se pudo guardar el inicio de sesión. Inténtelo de nuevo; el registro de Strapi dice más.',
    },
    close: { title: 'Mailroom', body: 'Puede cerrar esta ventana.' },
  },
  id: {
    done: {
      title: 'Berhasil masuk',
      body: '{provider} telah memberi akses ke {address}. Surel diambil dalam satu menit.',
    },
    expired: {
      title: 'Proses masuk ini sudah berakhir',
      body: 'Proses ini sudah dipakai atau berlangsung lebih dari sepuluh menit. Mulai lagi di pengaturan akun.',
    },
    denied: {
      title: 'Akses tidak diberikan',
      body: '{provider} menyatakan bahwa permintaan ditolak. Mulai lagi di pengaturan akun dan setujui permintaannya.',
    },
    refused: {
      title: 'Penyedia menolak',
      body: '{provider} tidak menerima proses masuk ini. Periksa aplikasi yang terdaftar di sana, lalu mulai lagi.',
    },
    unreachable: {
      title: 'Penyedia tidak dapat dihubungi',
      body: '{provider} tidak memberi jawaban yang dapat dipakai. Periksa client id, secret, dan jaringan, lalu mulai lagi.',
    },
    'scope-missing': {
      title: 'Izin untuk surel belum diberikan',
      body: '{provider} memberi akses, tetapi tidak ke surel. Mulai lagi dan centang semua izin yang diminta.',
    },
    'not-lasting': {
      title: 'Akses tidak akan bertahan',
      body: '{provider} hanya memberi akses sebentar (tanpa refresh token). Izinkan akses offline untuk aplikasi di sana, lalu mulai lagi.',
    },
    'account-changed': {
      title: 'Akun telah berubah',
      body: 'Pengaturannya diubah atau akunnya dihapus sementara itu. Buka akunnya dan mulai lagi.',
    },
    failed: {
      title: 'Terjadi kesalahan',
      body: 'Proses masuk tidak dapat disimpan. Coba lagi; log Strapi memuat keterangan lebih lanjut.',
    },
    close: { title: 'Mailroom', body: 'Anda dapat menutup jendela ini.' },
  },
};

/** The best of our languages for an Accept-Language header (RFC 9110 §12.5.4); English when none fits. */
export function languageOf(header: string): Language {
  const wanted = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = Number(parameters.find((text) => text.startsWith('q='))?.slice(2) ?? 1);
      return { language: tag.split('-')[0], quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((left, right) => right.quality - left.quality);
  const best = wanted.find(({ language }) => LANGUAGES.some((ours) => ours === language));
  return (best?.language as Language | undefined) ?? 'en';
}

/** @param nonce of the Content-Security-Policy that goes with it */
export function signInPage(outcome: SignInOutcome, language: Language, nonce: string): string {
  const texts = TEXTS[language];
  const { title, body } = texts[outcome.kind];
  const provider = 'provider' in outcome ? outcome.provider : '';
  const address = 'address' in outcome ? outcome.address : '';
  const detail = 'detail' in outcome ? outcome.detail : '';
  const text = body.replaceAll('{provider}', () => provider).replaceAll('{address}', () => address);
  const isDone = outcome.kind === 'done';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Mailroom</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5 }
main { max-width: 32rem; margin: 15vh auto 0; padding: 0 1.5rem }
h1 { font-size: 1.5rem; color: ${isDone ? '#328048' : '#d02b20'} }
code { display: block; overflow-wrap: anywhere; padding: .75rem; border: 1px solid #8e8ea9; border-radius: 4px }
@media (prefers-color-scheme: dark) { h1 { color: ${isDone ? '#5cb176' : '#ee5e52'} } }
</style>
</head>
<body>
<main data-outcome="${outcome.kind}">
<h1>${escape(title)}</h1>
<p>${escape(text)}</p>
${detail === '' ? '' : `<code>${escape(detail)}</code>\n`}<p>${escape(texts.close.body)}</p>
</main>
${isDone ? `<script nonce="${nonce}">setTimeout(() => window.close(), 3000)</script>\n` : ''}</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
