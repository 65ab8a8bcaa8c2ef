/** Sentences as agents write them: those that promise a file, and those that only sound like it. */
import { promisedFile } from '../../../server/src/domain/attachment-words';

describe('promises a file', () => {
  test.each([
    ['Please find attached the invoice.', 'attached'],
    ['You will find attached your invoice.', 'attached'],
    ['Attached is your ticket, see you soon.', 'Attached'],
    ['I have attached the plan to this mail.', 'attached'],
    ['See the attachment for details.', 'attachment'],
    ['We attach the offer.', 'We attach'],
    ['I could not send it before, it is attached now.', 'attached'],
    ['No need to print it: the label is enclosed.', 'enclosed'],
    ['Anbei erhalten Sie die Rechnung.', 'Anbei'],
    ['Die Rechnung finden Sie im Anhang.', 'im Anhang'],
    ['In der Anlage sende ich Ihnen den Vertrag.', 'In der Anlage'],
    ['Ich hänge die Bilder an.', 'Ich hänge die Bilder an'],
    ['Veuillez trouver ci-joint la facture.', 'ci-joint'],
    ['Vous trouverez en pièce jointe le devis.', 'pièce jointe'],
    ['Je vous joins le plan.', 'Je vous joins'],
    ['Terlampir faktur untuk pesanan Anda.', 'Terlampir'],
    ['Berikut kami lampirkan surat jalan.', 'kami lampirkan'],
    ['Silakan lihat lampiran di bawah ini.', 'lampiran'],
    ['Adjunto le envío la factura.', 'Adjunto'],
    ['Le adjuntamos el presupuesto.', 'adjuntamos'],
    ['Segue em anexo o contrato.', 'em anexo'],
    ['In allegato trova la fattura.', 'In allegato'],
    ['Bijgevoegd vindt u de factuur.', 'Bijgevoegd'],
    ['In de bijlage... en als bijlage de offerte.', 'als bijlage'],
    ['W załączniku przesyłam fakturę.', 'załączniku'],
    ['Bifogar fakturan.', 'Bifogar'],
    ['Se vedhæftede fil.', 'vedhæftede'],
    ['Liitteenä lasku.', 'Liitteenä'],
    ['V příloze zasílám fakturu.', 'V příloze'],
    ['Fatura ekte yer almaktadır.', 'ekte yer'],
    ['Счёт во вложении.', 'во вложении'],
    ['請求書を添付いたします。', '添付'],
    ['发票见附件。', '附件'],
    ['تجدون الفاتورة في المرفق.', 'المرفق'],
  ])('%s', (sentence, word) => {
    expect(promisedFile(`Hello,\n\n${sentence}\n\nBest`)).toBe(word);
  });
});

describe('promises nothing', () => {
  test.each([
    'Your lamp is mended.',
    'No attachment needed.',
    'There is no attachment in your mail.',
    'Could you attach a photo of the lamp?',
    'Please attach the receipt.',
    'Thank you for the file that you attached.',
    'Your attachment could not be opened.',
    'The attachment you sent is damaged.',
    'I have not attached anything.',
    'We cannot open the attachment.',
    'The shade is attached to the ceiling.',
    'They are very attached to their dog.',
    'Detached houses only.',
    'Ihre Anlage läuft wieder.',
    'Ihr Anhang war leider leer.',
    'Ohne Anhang können wir nichts tun.',
    'Wir haben nichts angehängt.',
    'Das Bild, das Sie angehängt haben, ist unscharf.',
    'Votre pièce jointe est illisible.',
    'Il n’y a pas de pièce jointe.',
    'Sans pièce jointe, impossible de répondre.',
    'Lampiran Anda tidak bisa dibuka.',
    'Mohon lampirkan foto produk.',
    'Tidak ada lampiran di email Anda.',
    'Su archivo adjunto no se abre.',
    'No se ha adjuntado ninguna foto.',
    'Sem anexo.',
    'Nessun allegato ricevuto.',
    'Er is geen bijlage.',
    'Bez załącznika nie pomożemy.',
    'Det er ekte lær.',
    'Ingen bilaga fanns.',
    'Без вложений, пожалуйста.',
    '写真を添付してください。',
    '您的附件打不开。',
  ])('%s', (sentence) => {
    expect(promisedFile(sentence)).toBeNull();
  });
});

test('a long text costs no time', () => {
  const started = performance.now();
  promisedFile('hänge ich a b c d e f '.repeat(50_000));
  promisedFile('no a '.repeat(100_000));
  promisedFile('a'.repeat(1_000_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});
