/**
 * The words mail programs put around a quote, language by language. Everything here is lower case and without the marks that
 * `bare` takes away. A new language is a new entry in each list, nothing else.
 */

/** What stands in or ends the line "On … Ada wrote:". Compared as whole words. */
export const wroteWords: readonly string[] = [
	'wrote', 'writes', 'has written', 'schrieb', 'schreibt', 'geschrieben', 'a écrit', 'écrit', 'écrivait', 'escribió', 'escribio', 'escreveu',
	'ha scritto', 'scrisse', 'schreef', 'heeft geschreven', 'skrev', 'skrev følgende', 'kirjoitti', 'napisał', 'napisała',
	'napisał(a)', 'pisze', 'napsal', 'napsala', 'napsal(a)', 'napísal', 'napísala', 'napísal(a)', 'написал', 'написала', 'написал(а)',
	'пишет', 'писал', 'писал(а)', 'пише', 'написав', 'написала', 'написав(ла)', 'пишува', 'написа', 'írta', 'ezt írta',
	'a scris', 'έγραψε', 'έγραψες', 'yazdı', 'şunu yazdı', 'yazdi', 'je napisal', 'je napisala', 'napisao', 'napisala je', 'napisao je',
	'skrifaði', 'ha escrit', 'va escriure', 'rašė', 'rakstīja', 'kirjutas', 'menulis', 'đã viết', 'viết', 'が書きました', 'さんは書きました', 'のメール', 'wrote in message',
	'写道', '寫道', '写到', '写于', '於', '님이 작성', '작성', '님이 썼습니다', '썼다', 'כתב', 'כתבה', 'כתב/ה', 'מאת', 'كتب', 'كتبت', 'نوشت', 'نوشته است',
	'เขียนว่า', 'เขียน', 'ने लिखा', 'लिखा', 'লিখেছেন', 'எழுதியது', 'schrieb am',
];

/** "From", the first or second line of the block Outlook writes above a quote. */
export const fromLabels: readonly string[] = [
	'from', 'von', 'de', 'da', 'van', 'fra', 'från', 'od', 'от', 'від', 'lähettäjä', 'feladó', 'ze', 'afzender', 'expéditeur', 'remitente',
	'remetente', 'mittente', 'absender', 'avsändare', 'afsender', 'avsender', 'nadawca', 'odesílatel', 'odosielateľ', 'отправитель',
	'відправник', 'kimden', 'gönderen', 'από', 'expeditor', 'de la', '差出人', '送信者', '发件人', '發件人', '寄件者', '寄件人', '보낸 사람', '보낸사람',
	'من', 'מאת', 'از', 'จาก', 'từ', 'người gửi', 'dari', 'frá', 'saatja', 'nuo', 'no', 'prima', 'šalje', 'प्रेषक',
];

/** The other lines of that block: sent, date, to, copy, subject, reply to, importance. */
export const otherLabels: readonly string[] = [
	'sent', 'date', 'to', 'cc', 'bcc', 'subject', 'reply-to', 'reply to', 'please respond to', 'importance', 'attachments', 'sent by', 'received',
	'gesendet', 'datum', 'an', 'betreff', 'kopie', 'antwort an', 'gesendet am', 'priorität', 'wichtigkeit',
	'envoyé', 'envoyé le', 'date d\'envoi', 'à', 'a', 'objet', 'copie', 'copie à', 'répondre à', 'envoyé à', 'pour',
	'enviado', 'enviado el', 'enviado em', 'enviada em', 'fecha', 'para', 'asunto', 'assunto', 'data', 'dia', 'inviato', 'oggetto', 'per', 'data invio',
	'verzonden', 'aan', 'onderwerp', 'verstuurd', 'skickat', 'skickat den', 'till', 'ämne', 'kopia', 'sendt', 'dato', 'til', 'emne', 'kopi',
	'wysłano', 'wysłane', 'data wysłania', 'do', 'dw', 'temat', 'odesláno', 'komu', 'kopie', 'předmět', 'odoslané', 'predmet', 'dátum',
	'отправлено', 'дата', 'кому', 'копия', 'тема', 'надіслано', 'копія', 'lähetetty', 'päivämäärä', 'vastaanottaja', 'kopio', 'aihe',
	'küldve', 'elküldve', 'címzett', 'másolatot kap', 'tárgy', 'küldés dátuma', 'gönderilme', 'gönderildi', 'tarih', 'kime', 'kime/bilgi', 'konu', 'bilgi',
	'στάλθηκε', 'ημερομηνία', 'προς', 'κοιν.', 'θέμα', 'trimis', 'către', 'subiect', 'trimis la', 'data trimiterii',
	'送信日時', '日付', '宛先', '件名', 'cc:', '发送时间', '发送日期', '收件人', '抄送', '主题', '寄件日期', '傳送日期', '傳送時間', '日期', '收件者', '副本', '主旨', '主題',
	'보낸 날짜', '날짜', '받는 사람', '받는사람', '참조', '제목', 'تاريخ الإرسال', 'تم الإرسال', 'التاريخ', 'إلى', 'نسخة', 'الموضوع', 'ארسال', 'ارسال',
	'نشלח', 'נשלח', 'תאריך', 'אל', 'עותק', 'נושא', 'تاریخ', 'به', 'موضوع', 'ส่ง', 'วันที่', 'ถึง', 'สำเนา', 'เรื่อง', 'đã gửi', 'ngày', 'đến', 'tới', 'chủ đề',
	'dikirim', 'tanggal', 'kepada', 'perihal', 'poslano', 'za', 'zadeva', 'datums', 'kam', 'tēma', 'data:', 'kam:', 'tema', 'भेजा गया', 'दिनांक', 'प्रति', 'विषय',
];

/** "Original Message" between dashes, and "Forwarded message". */
export const originalWords: readonly string[] = [
	'original message', 'original mail', 'original appointment', 'originale nachricht', 'original-nachricht', 'originalnachricht',
	'ursprüngliche nachricht', 'ursprüngliche mail', 'message d\'origine', 'message original', 'message initial', 'mail original',
	'mensaje original', 'mensagem original', 'messaggio originale', 'messaggio di origine', 'oorspronkelijk bericht', 'origineel bericht',
	'ursprungligt meddelande', 'originalmeddelande', 'oprindelig meddelelse', 'original besked', 'original melding', 'opprinnelig melding', 'opprinnelig e-post',
	'wiadomość oryginalna', 'oryginalna wiadomość', 'původní zpráva', 'původní e-mail', 'pôvodná správa', 'исходное сообщение', 'оригинальное сообщение',
	'пересылаемое сообщение', 'початкове повідомлення', 'оригінальне повідомлення', 'alkuperäinen viesti', 'eredeti üzenet', 'özgün ileti', 'orijinal mesaj',
	'αρχικό μήνυμα', 'mesaj original', 'mesajul original', '元のメッセージ', '元のメール', '原始邮件', '原邮件', '原始郵件', '原始訊息', '原訊息', '邮件原件', '회신', '원본 메시지', '원본 이메일',
	'الرسالة الأصلية', 'رسالة أصلية', 'ההודעה המקורית', 'הודעה מקורית', 'پیام اصلی', 'ข้อความต้นฉบับ', 'thư gốc', 'tin nhắn gốc', 'pesan asli', 'मूल संदेश',
	'missatge original', 'izvorno sporočilo', 'originalna poruka', 'reply message', 'reply separator', 'forwarded message', 'forwarded by',
	'weitergeleitete nachricht', 'message transféré', 'mensaje reenviado', 'messaggio inoltrato', 'begin forwarded message', 'doorgestuurd bericht',
	'转发的邮件', '轉寄的郵件', 'переслане повідомлення', 'mensagem encaminhada', 'vidarebefordrat meddelande', 'videresendt meddelelse',
];

/** How a phone or a program signs, at the start of a line. */
export const deviceSignatures: readonly string[] = [
	'sent from my', 'sent from mail', 'sent from outlook', 'sent from yahoo', 'sent from proton', 'sent with', 'sent via', 'sent using', 'sent by', 'get outlook for',
	'von meinem', 'gesendet von', 'gesendet mit', 'diese nachricht wurde von mein', 'envoyé de mon', 'envoyé depuis', 'envoyé à partir', 'télécharger outlook', 'obtenir outlook',
	'enviado desde', 'enviado do', 'enviado a partir', 'enviado de mi', 'obtener outlook', 'obter o outlook', 'inviato da', 'scarica outlook', 'verzonden vanaf', 'verstuurd vanaf', 'verstuurd via',
	'skickat från', 'skickat fra', 'sendt fra', 'sendt via', 'wysłano z', 'wysłane z', 'odesláno z', 'odoslané z', 'отправлено с', 'отправлено из', 'надіслано з', 'відправлено з',
	'lähetetty', 'küldve', 'iphone\'umdan', 'iphone\'dan gönderildi', 'στάλθηκε από', 'trimis de pe', 'trimis din', 'iphoneから送信', '私のiphone', '从我的', '发自我的', '发自', '從我的', '傳自我的', '寄自我的', '从 windows',
	'나의 iphone', '내 iphone', 'iphone에서 보냄', 'أرسلت من', 'أُرسلت من', 'مرسل من', 'נשלח מה', 'נשלח מ', 'ارسال شده از', 'ส่งจาก', 'gửi từ', 'được gửi từ', 'dikirim dari', 'enviat des de', 'poslano z', 'मेरे iphone',
];
