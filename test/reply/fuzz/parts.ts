import type { Chance } from './chance.ts';

/* What mails are made of: sentences, attributions, headers of quoted mails and signatures, as people and programs write them. */

const sentences = [
	'I read this twice and then called my brother.',
	'Yes, count me in for Saturday!',
	'Ist das nicht schön? Ich komme gern vorbei.',
	'C’est exactement ce que je pensais, merci.',
	'我昨天在火車上讀完了，謝謝你。',
	'来週の土曜日に伺います。',
	'شكراً على الرسالة، سآتي بالتأكيد.',
	'תודה רבה, נתראה בשבוע הבא.',
	'ขอบคุณมากค่ะ แล้วเจอกันวันเสาร์',
	'Спасибо, я обязательно приду!',
	'Would you bring the map? https://blog.example/posts/maps/?utm_source=digest',
	'From what I hear, on Monday nobody wrote: it was a holiday.',
	'1. first\n2. second\n\t- third',
	'> not a quote, a prompt',
	'unsubscribe',
	'x',
	'',
] as const;
const attributions = [
	'On Mon, 28 Apr 2031 at 10:15, Ada Lovelace <ada@blog.example> wrote:',
	'On Mon, 28 Apr 2031 at 10:15,\nAda Lovelace <ada@blog.example>\nwrote:',
	'Am 28.04.31 um 10:15 schrieb Ada Lovelace:',
	'Le lun. 28 avr. 2031 à 10:15, Ada <ada@blog.example> a écrit :',
	'El lun, 28 abr 2031 a las 10:15, Ada (<ada@blog.example>) escribió:',
	'пн, 28 апр. 2031 г. в 10:15, Ада <ada@blog.example>:',
	'Ada <ada@blog.example> 於 2031年4月28日 週一 上午10:15寫道：',
	'2031年4月28日(月) 10:15 Ada <ada@blog.example>:',
	'في الاثنين، 28 أبريل 2031 في 10:15 ص تمت كتابة ما يلي بواسطة Ada <ada@blog.example>:',
	'‫בתאריך יום ב׳, 28 באפר׳ 2031 ב-10:15 מאת ‪Ada‬‏ <‪ada@blog.example‬‏>:‬',
	'2031-04-28 10:15 GMT+02:00 Ada <ada@blog.example>:',
] as const;
const blocks = [
	'-----Original Message-----\nFrom: Ada [mailto:ada@blog.example]\nSent: Monday, April 28, 2031 10:15 AM\nTo: Lin\nSubject: Why groups die',
	'________________________________\nVon: Ada <ada@blog.example>\nGesendet: Montag, 28. April 2031 10:15\nAn: Lin\nBetreff: Why groups die',
	'发件人: Ada <ada@blog.example>\n发送时间: 2031年4月28日 10:15\n收件人: Lin\n主题: Why groups die',
	'---------- Forwarded message ---------\nFrom: Ada <ada@blog.example>\nDate: Mon, Apr 28, 2031\nSubject: Why groups die\nTo: <lin@example.net>',
	'Begin forwarded message:\n\nFrom: Ada <ada@blog.example>\nSubject: Why groups die\nDate: 28 April 2031',
] as const;
const signatures = [
	'-- \nLin\n+49 30 123456',
	'--\nLin',
	'Sent from my iPhone',
	'Von meinem iPhone gesendet',
	'发自我的iPhone',
	'Cheers,\nLin',
	'_____\nThis message is confidential.',
] as const;
/** What the letter said that is answered. */
export const letter = [
	'Why groups die',
	'Three hundred people joined, and after a year nobody wrote there any more.',
	'六個人的餐桌：怎麼為陌生人煮一頓晚餐，讓他們願意聊天。',
	'A table for six: how to cook for strangers so that they talk with each other, and what to leave out.',
	'هذا ما أرسله إليك لو أرسلت شيئاً واحداً فقط',
] as const;

/** An answer as plain text. */
export function answerText(chance: Chance): string {
	const own = () => lines(chance, sentences, 1 + chance.below(4));
	const quote = () => marked(lines(chance, letter, 1 + chance.below(6)), chance.oneIn(3) ? '>> ' : '> ');
	const signature = chance.oneIn(2) ? `\n${chance.pick(signatures)}` : '';
	switch (chance.below(6)) {
		case 0:
			return own() + signature;
		case 1:
			return `${own()}${signature}\n\n${chance.pick(attributions)}\n\n${quote()}`;
		case 2:
			return `${chance.pick(attributions)}\n${quote()}\n\n${own()}\n\n${quote()}\n${own()}${signature}`;
		case 3:
			return `${own()}${signature}\n\n${chance.pick(blocks)}\n\n${lines(chance, letter, 5)}`;
		case 4:
			return `${own()}\n\n${chance.pick(attributions)}\n\n${lines(chance, letter, 5)}`;
		default:
			return `${chance.pick(blocks)}\n\n${own()}\n${quote()}${signature}`;
	}
}

const quotes = [
	[
		'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">',
		'</div><blockquote class="gmail_quote" style="margin:0">',
		'</blockquote></div>',
	],
	['<div id="divRplyFwdMsg" dir="ltr"><b>From:</b> ', '</div><div>', '</div>'],
	[
		'<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> ',
		'</p></div><p>',
		'</p>',
	],
	['<div class="moz-cite-prefix">', '</div><blockquote type="cite">', '</blockquote>'],
	['<blockquote type="cite"><div>', '</div><div>', '</div></blockquote>'],
	['<div class="yahoo_quoted"><div>', '</div><div>', '</div></div>'],
] as const;

/** An answer as HTML. */
export function answerHtml(chance: Chance): string {
	const [before, between, after] = chance.pick(quotes);
	const own = `<div>${htmlLines(chance, sentences, 3)}</div>`;
	const quote = `${before}${chance.pick(attributions)}${between}${htmlLines(chance, letter, 5)}${after}`;
	const inner = chance.oneIn(4) ? quote.replace(after, own + after) : quote;
	const body = chance.oneIn(5) ? inner + own : own + (chance.oneIn(2) ? '<br>' : '') + inner;
	return chance.oneIn(3) ? `<html><head><style>p{margin:0}</style></head><body>${body}</body></html>` : body;
}

const lines = (chance: Chance, from: readonly string[], count: number) =>
	Array.from({ length: count }, () => chance.pick(from)).join('\n');
const htmlLines = (chance: Chance, from: readonly string[], count: number) =>
	Array.from({ length: count }, () => chance.pick(from).replaceAll('<', '&lt;')).join(
		chance.oneIn(2) ? '<br>' : '</p><p>',
	);
const marked = (text: string, mark: string) => mark + text.replaceAll('\n', `\n${mark}`);
