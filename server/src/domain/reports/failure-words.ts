/**
 * How servers say, in the languages they write, that a mail was not delivered, is late, or has arrived. Words only:
 * whether their author is a server is decided in domain/classification.
 */

/** A few words between two others; bounded, so that no text can make the search slow. */
const FEW = String.raw`(?:\S{1,30}\s+){0,5}`;

const FAILED: readonly string[] = [
  // English
  String.raw`(?:could|can|was|were|is|has|have|been|did|able)(?:\s*not|n't|n’t)\s+(?:be\s+|been\s+|able\s+to\s+)?(?:deliver|sent\b|send\b|reach|relay|process)`,
  String.raw`(?:unable|failed|not\s+able|inability)\s+to\s+(?:deliver|send|relay|be\s+delivered)`,
  String.raw`undeliver(?:able|ed)|non-?deliver(?:y|able|ed)|returned\s+(?:mail|to\s+(?:the\s+)?sender)|returning\s+(?:message\s+)?to\s+sender`,
  String.raw`del[ie]very\s+${FEW}(?:fail|abort|error|problem|not\s+possible|unsuccessful)|failure\s+(?:notice|delivery)|failed\s+(?:mail|delivery|recipient)`,
  String.raw`mail\s+(?:system\s+)?(?:error|failure)|permanent\s+(?:fatal\s+)?(?:errors?|failures?)|delivery\s+(?:problem|failure)s?|permanently\s+(?:failed|rejected)`,
  String.raw`(?:trouble|error|problem)s?\s+(?:in\s+)?(?:delivering|sending)|(?:message|mail)\s+(?:you\s+sent\s+)?(?:was\s+|has\s+been\s+)?(?:rejected|blocked|refused|bounced)`,
  String.raw`mailbox\s+(?:is\s+)?(?:full|exceeds)|unknown\s+user|user\s+unknown|undelivered\s+mail|fatal\s+errors`,
  // German
  String.raw`(?:konnten?|kann)\s+${FEW}nicht\s+${FEW}(?:zugestellt|gesendet|ausgeliefert|übermittelt|versendet|erreicht)|unzustellbar|nicht\s+zustellbar`,
  String.raw`zustellung\s+${FEW}(?:fehlgeschlagen|gescheitert|nicht\s+möglich)|fehler\s+bei\s+der\s+(?:zustellung|übermittlung)|zustellfehler`,
  // French
  String.raw`n['’](?:a|ont)\s+(?:pas\s+)?(?:pu|été|pu\s+être)\s+${FEW}(?:remis|distribu|délivr|envoyé|livré|achemin)|non\s+(?:remis|distribu|délivr)`,
  String.raw`échec\s+${FEW}(?:remise|livraison|distribution|envoi|transmission)|impossible\s+de\s+(?:remettre|livrer|délivrer|distribuer|acheminer)`,
  // Spanish and Portuguese
  String.raw`no\s+(?:se\s+)?(?:ha\s+|han\s+)?(?:pudo|podido|puede|pudieron|pudimos)\s+(?:ser\s+)?(?:entreg|envi)|no\s+(?:se\s+)?(?:ha\s+sido\s+|fue\s+)?entregad|no\s+entregado`,
  String.raw`(?:error|fallo|falha|erro)\s+(?:en|de|na|no|ao)\s+(?:la\s+|el\s+)?(?:entrega|envío|envio|enviar|entregar)|imposible\s+(?:la\s+)?entreg`,
  String.raw`não\s+(?:pôde|pode|foi|puderam)\s+${FEW}(?:entreg|enviad)|não\s+(?:foi\s+)?entregue|impossível\s+entregar|falha\s+na\s+entrega`,
  // Italian
  String.raw`non\s+(?:è|e'|sono|può|ha|possibile)\s+${FEW}(?:recapitat|consegnat|inviat|recapitare|consegnare)|mancat[oa]\s+(?:recapito|consegna)|impossibile\s+(?:recapitare|consegnare|inviare)`,
  // Dutch, Swedish, Danish, Norwegian, Finnish
  String.raw`kon(?:den)?\s+${FEW}niet\s+${FEW}(?:bezorgd|afgeleverd|verzonden)|onbestelbaar|niet\s+(?:worden\s+)?(?:bezorgd|afgeleverd)|bezorging\s+(?:is\s+)?mislukt`,
  String.raw`(?:kunde|kunne|kunnat|kan|kunnet)\s+(?:inte|ikke)\s+${FEW}(?:leverer|aflever|lever|sändas|sendes)|gick\s+inte\s+att\s+leverera|(?:leverings|leverans)(?:feil|fejl|fel)|kan\s+ikke\s+leveres|olevererbar`,
  String.raw`ei\s+voit(?:u|tu)\s+(?:toimittaa|lähettää)|toimitus\s+${FEW}epäonnistui`,
  // Polish, Czech, Russian, Ukrainian, Hungarian
  String.raw`nie\s+(?:można|udało\s+się|mogła|mógł|został[ao]?)\s+${FEW}(?:dostarcz|doręcz|wysła)|niedostarcz|niedoręcz|nelze\s+doručit|nebylo\s+možné\s+doručit|nedoruč`,
  String.raw`не\s+(?:может|могут|удалось|было|были|смогл[аио]|могло|уда[её]тся)\s+${FEW}(?:доставлен|доставить|отправить|отправлен)|не\s+доставлен|недоставлен|невозможно\s+доставить|не\s+вдалося\s+доставити`,
  String.raw`nem\s+(?:lehetett|sikerült|lehet)\s+${FEW}kézbesíteni|kézbesíthetetlen`,
  // Turkish, Indonesian
  String.raw`(?:teslim\s+edile|ilete|gönderile|iletile)(?:me|mi|mez)|iletilemeyen|teslim\s+edilemeyen`,
  String.raw`(?:tidak|gagal)\s+(?:dapat\s+|bisa\s+|berhasil\s+)?(?:di|ter)?(?:kirim|sampaikan|antar)|pengiriman\s+${FEW}gagal|gagal\s+mengirim`,
  // Japanese, Chinese, Korean
  String.raw`(?:送信|配信|配送|配達|お届け|届ける|転送)(?:することが|が)?(?:できません|できない|に失敗|不能|エラー)|届けることができません|失敗(?:し|致し|いたし)ました|エラーの?ため送信|配信不能|送信できません`,
  String.raw`(?:无法|未能|不能)(?:被)?(?:投递|送达|发送|传递|寄达)|(?:投递|发送|传送)失败|退信|退回|(?:無法|未能)(?:投遞|傳送|送達|傳遞|寄送)|(?:遞送|傳送|投遞|寄送)失敗`,
  String.raw`(?:전송|배달|발송|전달)(?:하지|되지|할 수|에|이)?\s*(?:못|않|없|실패)|반송`,
];

const LATE: readonly string[] = [
  String.raw`delayed|not\s+yet\s+been\s+delivered|still\s+being\s+retried|will\s+(?:be\s+)?(?:continue\s+to\s+(?:try|be)|re-?tr(?:y|ied)|keep\s+trying)|delivery\s+attempts\s+will\s+continue`,
  String.raw`this\s+is\s+a\s+warning\s+message\s+only|(?:do|need)\s+not\s+(?:need\s+to\s+)?resend|could\s+not\s+(?:send|deliver)\s+(?:the\s+)?message\s+(?:for|in)\s+(?:the\s+)?past|temporarily\s+(?:unable|deferred)|status\s+notification\s*:?\s*\(?(?:delay|warning)`,
  String.raw`verzögert|verzögerung|noch\s+nicht\s+zugestellt|weitere\s+zustellversuche|retardée?|différée?|n['’]a\s+pas\s+encore\s+été|retras(?:ad|o)|demorad|aún\s+no|se\s+ha\s+retrasado|ritardat|in\s+ritardo|non\s+ancora|atrasad|ainda\s+não`,
  String.raw`vertraagd|nog\s+niet\s+(?:bezorgd|afgeleverd)|fördröj|försena|forsinke|opóźni|jeszcze\s+nie|задерж|ещ[её]\s+не\s+доставлен|gecik|tertunda|belum\s+(?:ter|di)kirim|遅延|遅れて|延迟|延遲|推迟|지연`,
];

/** Words that end all waiting. */
const GIVEN_UP = String.raw`(?:not\s+going\s+to\s+try|giv(?:en|ing)\s+up|gave\s+up|permanent|in\s+the\s+queue\s+too\s+long|cannot\s+send\s+message\s+(?:for|within)|aborted|too\s+long|expired|will\s+not\s+be\s+(?:retried|tried)|has\s+been\s+(?:returned|cancell?ed)|no\s+further\s+attempts|failed\s+permanently|fatal\s+errors|endgültig|définitiv|definitiv)`;

const ARRIVED = String.raw`success(?:ful)?(?:ly)?\s+(?:mail\s+)?(?:deliver|relay|sent)|(?:was|were|been)\s+(?:successfully\s+)?(?:delivered|relayed)\s+(?:to|successfully)|delivery\s+(?:receipt|confirmation|succeeded)|status\s+notification\s*:?\s*\(?(?:success|relay)|erfolgreich\s+zugestellt|remis\s+avec\s+succès|entregado\s+correctamente|consegnato\s+correttamente`;

const anyOf = (words: readonly string[]): RegExp => new RegExp(words.join('|'), 'iu');

const FAILED_WORDS = anyOf(FAILED);
const LATE_WORDS = anyOf(LATE);
const GIVEN_UP_WORDS = anyOf([GIVEN_UP]);
const ARRIVED_WORDS = anyOf([ARRIVED]);

/** The line in which some text says that a mail was not delivered; null when none does. */
export function failureLine(text: string): string | null {
  const found = FAILED_WORDS.exec(text);
  if (found === null) return null;
  const start = text.lastIndexOf('\n', found.index) + 1;
  const end = text.indexOf('\n', found.index + found[0].length);
  return text.slice(start, end < 0 ? undefined : end).trim();
}

/** What a notice means; `null` when its words say nothing. */
export function actionInWords(subject: string, text: string): 'failed' | 'delayed' | 'delivered' | null {
  if (LATE_WORDS.test(subject)) return 'delayed';
  if (FAILED_WORDS.test(subject) && !ARRIVED_WORDS.test(subject)) return 'failed';
  if (LATE_WORDS.test(text) && !GIVEN_UP_WORDS.test(text)) return 'delayed';
  if (FAILED_WORDS.test(text))
    return LATE_WORDS.test(text) && !GIVEN_UP_WORDS.test(text) ? 'delayed' : 'failed';
  return ARRIVED_WORDS.test(subject) || ARRIVED_WORDS.test(text) ? 'delivered' : null;
}
