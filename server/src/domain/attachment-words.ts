/**
 * Whether a text promises a file: "please find attached" does, "no attachment needed" does not. Words only, in the languages
 * of many conversations; whether there is a file is the caller's to know.
 */

interface FilePromise {
  readonly says: RegExp;
  /** what makes the same words mean somebody else's file, or none; looked for in the same part of a sentence */
  readonly unless: RegExp;
}

const PROMISES: readonly FilePromise[] = [
  // English
  {
    says: /\b(?:attached|attachments?|attaching|enclosed|(?:i|we)(?: \w+)? attach|attach(?:es)? (?:here|hereby))\b/iu,
    unless:
      /\b(?:no|without|any|your|their|his|her|previous|earlier|last)(?: \w+){0,2} attachments?\b|\battachments? (?:is|are|was|were|has|have) (?:not|missing|been removed)\b|\battachments? (?:(?:that|which) )?(?:you|he|she|they)\b|\b(?:not|never|nothing|cannot|can't|isn't|aren't|wasn't|didn't|don't|haven't|hasn't)(?: \w+){0,3} (?:attach\w*|enclosed)\b|\byou (?:(?!find)\w+ ){0,3}attach\w*|\b(?:open|opened|got|received) (?:the|this|that) attachment\b(?! (?:below|here))|\b(?:attached|enclosed) (?:to|in|by|with) (?!(?:this|my|our|the (?:e-?mail|mail|message)))/iu,
  },
  // German
  {
    says: /(?<!\p{L})(?:anbei|beigefügt\p{L}*|angehängt\p{L}*|beiliegend\p{L}*|(?:im|den|einen|als) anhang|siehe anhang|(?:in der|als|siehe) anlage|(?:häng|füg)e?n? (?:ich|wir) (?:\p{L}+ ){0,4}(?:an|bei)|(?:ich|wir) (?:häng|füg)en? (?:\p{L}+ ){0,5}(?:an|bei))(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:kein\p{L}*|ohne|ihr\p{L}*|dein\p{L}*|euer\p{L}*|eur\p{L}*)(?: \p{L}+)? anhang|(?<!\p{L})(?:nicht|nichts|nie)(?: \p{L}+){0,2} (?:angehängt|beigefügt|anbei)|anhang (?:fehlt\p{L}*|war leer|nicht)|(?<!\p{L})(?:von ihnen|sie|du|ihr) (?:\p{L}+ ){0,3}(?:angehängt|beigefügt)/iu,
  },
  // French
  {
    says: /(?<!\p{L})(?:ci[- ]joint\p{L}*|ci[- ]annexé\p{L}*|pi[eè]ces? jointes?|en pj|(?:je|nous|vous) (?:vous )?(?:joins|joignons)|(?:je|nous) (?:vous )?(?:joins|joignons)|fichiers? joints?)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:sans|aucune?|pas (?:de|d['’])|votre|vos|ta|tes|sa|ses|leurs?|la|les)(?: \p{L}+)? ?(?:pi[eè]ces? jointes?|fichiers? joints?)|n['’ ]?(?:est|ai|avons|a) pas (?:été )?joint/iu,
  },
  // Indonesian, Malay
  {
    says: /(?<!\p{L})(?:terlampir|dilampirkan|lampiran|(?:saya|kami)(?: \p{L}+)? lampirkan|berikut lampiran)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:tanpa|tidak ada|tidak perlu|belum ada|bukan)(?: \p{L}+)? (?:lampiran|terlampir|dilampirkan)|(?<!\p{L})(?:tidak|belum)(?: \p{L}+)? (?:terlampir|dilampirkan)|lampiran (?:anda|kamu|bapak|ibu|tersebut|tidak|yang anda)|(?<!\p{L})(?:mohon|tolong|silakan|harap|bisa)(?: \p{L}+){0,2} (?:lampirkan|dilampirkan)/iu,
  },
  // Spanish
  {
    says: /(?<!\p{L})(?:adjunt(?:o|os|a|as|amos|é|ado|ados|ada|adas|ando)|archivos? adjuntos?)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:sin|ningún|ninguna|ningun|su|sus|tu|tus|vuestro|el|los)(?: (?:archivos?|documentos?|ficheros?))? adjunt\p{L}+|(?<!\p{L})no (?:\p{L}+ ){0,3}adjunt\p{L}+|(?<!\p{L})(?:usted|ha|has|nos) adjunt(?:ó|ado|aste)/iu,
  },
  // Portuguese
  {
    says: /(?<!\p{L})(?:em anexo|segue(?:m)? (?:o |os |a |as )?anex\p{L}+|anexo|anexos|anex(?:ei|amos|ado|ados|ada|adas))(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:sem|nenhum|seu|seus|teu|teus|o|os)(?: \p{L}+)? anexos?|(?<!\p{L})não (?:\p{L}+ ){0,3}anex\p{L}+/iu,
  },
  // Italian
  {
    says: /(?<!\p{L})(?:in allegato|allegat[oiae]|allego|alleghiamo)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:senza|nessun|suo|suoi|tuo|tuoi|vostro|vostri|gli|l['’])(?: \p{L}+)? ?allegat\p{L}|(?<!\p{L})non (?:\p{L}+ ){0,3}allegat\p{L}/iu,
  },
  // Dutch
  {
    says: /(?<!\p{L})(?:bijlagen?|bijgevoegd\p{L}*|bijgaand\p{L}*|bijgesloten|als bijlage)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:geen|zonder|uw|je|jouw|jullie|de)(?: \p{L}+)? bijlagen?|(?<!\p{L})niet (?:\p{L}+ ){0,2}bijgevoegd/iu,
  },
  // Polish
  {
    says: /(?<!\p{L})(?:załączam|załączamy|załącznik\p{L}*|w załączeniu|załączon\p{L}+)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:bez|brak|żadn\p{L}+|nie ma|pan[ai]|twój|twoj\p{L}+) (?:\p{L}+ )?załącznik\p{L}*|(?<!\p{L})nie (?:\p{L}+ )?załącz\p{L}+/iu,
  },
  // Swedish, Danish, Norwegian
  {
    says: /(?<!\p{L})(?:bifog(?:ar|at|ad|ade|as)|bilag(?:a|or|an|orna)|vedhæft(?:et|er|ede)|vedheft(?:et|er)|vedlagt|vedlegg(?:er|et)?|vedlægger|vedlagte)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:ingen|inget|utan|uden|uten|din|dina|ditt|dit|dine|intet)(?: \p{L}+)? (?:bilag\p{L}*|vedhæft\p{L}*|vedlegg\p{L}*)|(?<!\p{L})(?:inte|ikke) (?:\p{L}+ )?(?:bifog|vedhæft|vedheft|vedlagt|vedlæg)\p{L}*/iu,
  },
  // Finnish
  {
    says: /(?<!\p{L})(?:liitteenä|oheisena|liitän|liitetiedosto\p{L}*)(?!\p{L})/iu,
    unless: /(?<!\p{L})(?:ilman|ei) (?:\p{L}+ )?liit\p{L}+/iu,
  },
  // Czech, Slovak
  {
    says: /(?<!\p{L})(?:v příloze|v prílohe|přikládám\p{L}*|prikladám\p{L}*|přiložen\p{L}*|priložen\p{L}*)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:bez|žádn\p{L}+|není|nie je|ve vaší) (?:\p{L}+ )?(?:příloh|príloh|přilož|prilož)\p{L}*/iu,
  },
  // Turkish: "ekte" alone is a word of other languages
  {
    says: /(?<!\p{L})(?:ekteki|ekli dosya\p{L}*|ilişikte\p{L}*|ekte (?:bul|yer|gönder|sun|ilet|paylaş)\p{L}*|eke ekle\p{L}*)(?!\p{L})/iu,
    unless: /ekli dosya (?:yok|olmadan|gerek)/iu,
  },
  // Russian, Ukrainian
  {
    says: /(?<!\p{L})(?:во вложени[ие]|вложени[ея]|вложенн\p{L}+|прилага(?:ю|ем|ется)|прикрепл(?:яю|яем|ён\p{L}*|ен\p{L}*)|прикрепил[аи]?|у вкладенні|додаю файл|додано файл)(?!\p{L})/iu,
    unless:
      /(?<!\p{L})(?:без|нет|нету|ваш\p{L}*|немає) (?:\p{L}+ )?(?:вложени\p{L}*|вкладен\p{L}*)|(?<!\p{L})не (?:\p{L}+ )?(?:прикре|прилага|вложе)\p{L}*/iu,
  },
  // Japanese, Chinese
  {
    says: /添付|附件|附上|随信附|隨信附|隨函/u,
    unless:
      /添付(?:は|する必要は|の必要は)?(?:不要|ありません|なし|ございません)|添付して(?:ください|いただ)|(?:没有|沒有|无|無|不需要|您的|你的)附件/u,
  },
  // Arabic, Hebrew
  {
    says: /(?<!\p{L})(?:مرفق|مرفقة|مرفقات|المرفق|المرفقات|מצורף|מצורפת|מצורפים|בקובץ המצורף)(?!\p{L})/u,
    unless:
      /(?:بدون|بلا|لا يوجد|لا توجد) (?:أي )?مرفق\p{L}*|(?:ללא|בלי|אין) (?:\p{L}+ )?(?:צרופ|מצור)\p{L}*/u,
  },
];

/** Characters that are looked at: a longer mail says it at the beginning as well. */
const LOOKED_AT = 100_000;
/** Parts of sentences: what is denied in one may be promised in the next. */
const PARTS = /[.!?;:,\n—–。！？；，、؟،]+/u;

/**
 * The words that promise a file; null when there are none.
 *
 * @param written what the author wrote, without quote and signature
 */
export function promisedFile(written: string): string | null {
  for (const part of written.slice(0, LOOKED_AT).normalize('NFC').split(PARTS))
    for (const { says, unless } of PROMISES) {
      const [word] = says.exec(part) ?? [];
      if (word !== undefined && !unless.test(part)) return word.trim();
    }
  return null;
}
