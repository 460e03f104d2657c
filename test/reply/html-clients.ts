/**
 * Answers as mail programs write them in HTML, made up in the shapes those programs write: what somebody wrote into them, and a
 * piece of what they quoted.
 */
export interface ClientMail {
	readonly client: string;
	readonly html: string;
	readonly own: string;
	/** Stands in the quote and not in the answer. */
	readonly quotes: readonly string[];
}

const own = 'I would come, if it were on a Sunday.';
const letter = '<p>Come to supper on Saturday.</p><p>Bring bread.</p>';
const quotes = ['Come to supper on Saturday.', 'Bring bread.'];
const from = '<b>From:</b> Ada &lt;ada@example.com&gt;<br><b>Sent:</b> Monday, April 28, 2031 9:12<br>';
const labels = `${from}<b>To:</b> Lin<br><b>Subject:</b> Supper`;
const wrote =
	'On Mon, Apr 28, 2031 at 9:12 AM Ada &lt;<a href="mailto:ada@example.com">ada@example.com</a>&gt; wrote:';

const mail = (client: string, html: string, more: Partial<ClientMail> = {}): ClientMail => ({
	client,
	html,
	own,
	quotes,
	...more,
});

export const clientMails: readonly ClientMail[] = [
	mail(
		'Gmail',
		`<div dir="ltr">${own}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${wrote}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${letter}</blockquote></div>`,
	),
	mail(
		'Gmail, in a language we do not know',
		`<div dir="ltr">${own}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Ngo-28 Eph 2031 ngo-9:12 u-Ada &lt;ada@example.com&gt; ubhalile:<br></div><blockquote class="gmail_quote">${letter}</blockquote></div>`,
		{ quotes: [...quotes, 'ubhalile'] },
	),
	mail(
		'Gmail of old, its attribution bare',
		`<div dir="ltr">${own}</div><div class="gmail_extra"><br><br><div class="gmail_quote">Ngo-28 Eph 2031 ngo-9:12 u-Ada <span dir="ltr">&lt;ada@example.com&gt;</span> ubhalile:<br><blockquote class="gmail_quote">${letter}</blockquote></div><br></div>`,
		{ quotes: [...quotes, 'ubhalile'] },
	),
	mail(
		'Gmail, after an undo: the answer is in the element of the quote',
		`<div dir="ltr"><br></div><div class="gmail_quote">${own}<br><br><div dir="ltr" class="gmail_attr">${wrote}<br></div><blockquote class="gmail_quote">${letter}</blockquote></div>`,
	),
	mail(
		'Gmail, answered below the quote',
		`<div class="gmail_quote"><div dir="ltr" class="gmail_attr">${wrote}<br></div><blockquote class="gmail_quote">${letter}</blockquote><div>${own}</div></div>`,
	),
	mail(
		'Gmail, with a signature between answer and quote',
		`<div dir="ltr">${own}<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature">Lin<br>Potter</div></div><br><div class="gmail_quote"><div class="gmail_attr">${wrote}<br></div><blockquote class="gmail_quote">${letter}</blockquote></div>`,
		{ quotes },
	),
	mail(
		'Gmail, forwarding with a word above',
		`<div dir="ltr">${own}<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: <strong>Ada</strong> &lt;ada@example.com&gt;<br>Date: Mon, Apr 28, 2031 at 9:12 AM<br>Subject: Supper<br>To: Lin<br></div><br><br>${letter}<blockquote>A line that the letter itself quotes.</blockquote><p>After it.</p></div></div>`,
		{ quotes: [...quotes, 'After it.'] },
	),
	mail(
		'Outlook on Windows',
		`<div class="WordSection1"><p class="MsoNormal">${own}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class="MsoNormal">${labels}<o:p></o:p></p></div></div>${letter}</div>`,
	),
	mail(
		'Outlook on Windows, in a language we do not know',
		`<div class="WordSection1"><p class="MsoNormal">${own}<o:p></o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class="MsoNormal"><b>Kusuka:</b> Ada &lt;ada@example.com&gt;<br><b>Kuthunyelwe:</b> 28 Eph 2031<br><b>Ku:</b> Lin<o:p></o:p></p></div>${letter}</div>`,
		{ quotes: [...quotes, 'Kusuka'] },
	),
	mail(
		'Outlook on the web',
		`<div style="font-family:Calibri">${own}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${labels}</font><div>&nbsp;</div></div><div>${letter}</div>`,
	),
	mail(
		'Outlook on the web, passed on by another one',
		`<div>${own}</div><div><hr style="display:inline-block;width:98%"><div dir="ltr" id="x_divRplyFwdMsg">${labels}</div></div>${letter}`,
	),
	mail(
		'Outlook of today, in a language we do not know',
		`<div>${own}</div><div style="padding:3pt 0in 0in;border-width:1pt medium medium;border-style:solid none none"><b>Kusuka:</b> Ada &lt;ada@example.com&gt;<br><b>Kuthunyelwe:</b> 28 Eph 2031 9:12<br><b>Ku:</b> Lin</div>${letter}`,
		{ quotes: [...quotes, 'Kusuka'] },
	),
	mail(
		'eM Client',
		`<div>${own}</div><div>------ Original Message ------</div><div>From "Ada" &lt;ada@example.com&gt;</div><div>To "Lin" &lt;lin@example.com&gt;</div><div>Date 28.04.2031 09:12:00</div><div>Subject Supper</div><div><br></div><blockquote cite="x" type="cite" class="cite2">${letter}</blockquote>`,
	),
	mail(
		'Lotus Notes',
		`<font size=2>${own}</font><br><br><font size=1 color=#5f5f5f>From: &nbsp; &nbsp;</font><font size=1>Ada/Home</font><br><font size=1>To: &nbsp; </font><font size=1>Lin@example.com</font><br><font size=1>Date: &nbsp;</font><font size=1>04/28/2031 09:12 AM</font><br><font size=1>Subject: &nbsp;</font><font size=1>Supper</font><br><hr noshade><br>${letter}`,
	),
	mail(
		'KMail',
		`<p>${own}</p><p>On Monday, 28 April 2031 09:12:00 CEST Ada wrote:</p><p style="margin:0">&gt; Come to supper on Saturday.</p><p style="margin:0">&gt; Bring bread.</p>`,
	),
	mail(
		'Seznam',
		`<div>${own}</div><br><aside>---------- Původní e-mail ----------<br>Od: Ada<br>Komu: Lin<br>Datum: 28. 4. 2031 9:12:00<br>Předmět: Večeře</aside><br><blockquote>${letter}</blockquote>`,
	),
	mail(
		'Outlook on a phone',
		`<div dir="ltr">${own}</div><div dir="ltr" id="ms-outlook-mobile-signature"><div></div>Get <a href="https://aka.ms/x">Outlook for iOS</a></div><div id="mail-editor-reference-message-container" class="ms-outlook-mobile-reference-message"><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg">${labels}</div>${letter}</div>`,
	),
	mail(
		'Outlook on a Mac',
		`<div>${own}</div><div><br></div><span id="OLK_SRC_BODY_SECTION"><div style="border-bottom:medium none;border-top:#b5c4df 1pt solid;padding-top:3pt"><span style="font-weight:bold">From: </span>Ada<br><span style="font-weight:bold">Date: </span>Monday, April 28, 2031 9:12<br><span style="font-weight:bold">To: </span>Lin<br></div>${letter}</span>`,
	),
	mail(
		'Hotmail of old',
		`<div dir="ltr">${own}<br><br><div><hr id="stopSpelling">Date: Mon, 28 Apr 2031 09:12:00 +0000<br>From: ada@example.com<br>To: lin@example.com<br>Subject: Supper<br><br>${letter}</div></div>`,
	),
	mail(
		'Windows Mail',
		`<div>${own}</div><div style="padding-top:5px;border-top-color:rgb(229,229,229);border-top-width:1px;border-top-style:solid"><div><b>Von:</b>&nbsp;Ada<br><b>Gesendet:</b>&nbsp;Montag, 28. April 2031 09:12<br><b>An:</b>&nbsp;Lin</div></div><div>${letter}</div>`,
	),
	mail(
		'Apple Mail',
		`<div>${own}</div><div><br><blockquote type="cite"><div>On 28 Apr 2031, at 09:12, Ada &lt;ada@example.com&gt; wrote:</div><br class="Apple-interchange-newline"><div>${letter}</div></blockquote></div>`,
	),
	mail(
		'iPhone, in Arabic',
		`<div dir="rtl">سآتي إن كان يوم الأحد.</div><div dir="rtl"><br><blockquote type="cite">في ٢٨ أبريل ٢٠٣١، الساعة ٩:١٢ ص، كتب Ada &lt;ada@example.com&gt;:<br><br></blockquote></div><blockquote type="cite">${letter}</blockquote>`,
		{ own: 'سآتي إن كان يوم الأحد.' },
	),
	mail(
		'Thunderbird',
		`<p>${own}</p><div class="moz-cite-prefix">On 28.04.31 09:12, Ada wrote:<br></div><blockquote type="cite" cite="mid:1@example.com">${letter}</blockquote><p><br></p>`,
	),
	mail(
		'Thunderbird, typed into the element of the attribution',
		`<div class="moz-cite-prefix">${own}<br><br>On 28.04.31 09:12, Ada wrote:<br></div><blockquote type="cite">${letter}</blockquote>`,
	),
	mail(
		'Thunderbird, without a date and in a language we do not know',
		`<p>${own}</p><div class="moz-cite-prefix">u-Ada ubhalile:<br></div><blockquote type="cite">${letter}</blockquote>`,
		{ quotes: [...quotes, 'ubhalile'] },
	),
	mail(
		'Thunderbird, below the quote',
		`<div class="moz-cite-prefix">Am 28.04.31 um 09:12 schrieb Ada:<br></div><blockquote type="cite">${letter}</blockquote><p>${own}</p><pre class="moz-signature" cols="72">-- \nLin</pre>`,
	),
	mail(
		'Yahoo',
		`<div class="ydp1yahoo-style-wrap"><div dir="ltr">${own}</div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div style="font-family:Helvetica"><div>On Monday, April 28, 2031 at 09:12:00 AM GMT, Ada &lt;ada@example.com&gt; wrote:</div><div><br></div><div><div id="yiv1">${letter}</div></div></div></div>`,
	),
	mail(
		'Yahoo, in a language we do not know',
		`<div>${own}</div><div class="yahoo_quoted"><div>Ngo-28 Eph 2031, u-Ada ubhalile</div><div>${letter}</div></div>`,
		{ quotes: [...quotes, 'ubhalile'] },
	),
	mail(
		'Proton',
		`<div>${own}</div><div class="protonmail_signature_block"><div class="protonmail_signature_block-proton">Sent with Proton Mail</div></div><div class="protonmail_quote">On Monday, April 28th, 2031 at 9:12 AM, Ada &lt;ada@example.com&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">${letter}</blockquote><br></div>`,
	),
	mail(
		'Zimbra',
		`<div>${own}</div><div><br></div><hr id="zwchr" data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>From: </b>"Ada" &lt;ada@example.com&gt;<br><b>To: </b>"Lin"<br><b>Sent: </b>Monday, April 28, 2031</div><div data-marker="__QUOTED_TEXT__">${letter}</div>`,
	),
	mail(
		'Tuta',
		`<div dir="auto">${own}</div><div dir="auto"><br></div><div dir="auto">28 Apr 2031, 09:12 by ada@example.com:<br></div><blockquote class="tutanota_quote" style="border-left:1px solid #93A3B8">${letter}</blockquote>`,
	),
	mail(
		'Zoho',
		`<div>${own}</div><div class="zmail_extra"><br>---- On Mon, 28 Apr 2031 09:12:00 +0800 <b>Ada &lt;ada@example.com&gt;</b> wrote ---<br><blockquote style="border-left:1px solid #cccccc">${letter}</blockquote></div>`,
	),
	mail(
		'Spark',
		`<div name="messageBodySection">${own}</div><div name="messageSignatureSection"><br>Lin</div><div name="messageReplySection">On Apr 28, 2031 at 9:12 AM +0800, Ada &lt;ada@example.com&gt;, wrote:<br><blockquote type="cite" class="spark_quote">${letter}</blockquote></div>`,
	),
	mail(
		'Superhuman',
		`<div>${own}</div><div class="sh-signature">Sent via Superhuman</div><br><div class="gmail_quote sh-color-black"><div class="gmail_attr sh-color-black">${wrote}<br></div><blockquote class="gmail_quote">${letter}</blockquote></div>`,
	),
	mail(
		'Front',
		`<p>${own}</p><br>On April 28, 2031, 9:12 AM GMT+2 <a href="mailto:ada@example.com">ada@example.com</a> wrote:<br><blockquote type="cite" class="front-blockquote">${letter}</blockquote>`,
	),
	mail(
		'Hey',
		`<div class="trix-content"><div>${own}</div></div><br><div>On April 28, 2031, Ada &lt;ada@example.com&gt; wrote:</div><blockquote>${letter}</blockquote>`,
	),
	mail(
		'GMX',
		`<div>${own}</div><div name="quote" style="margin:10px 5px 5px 10px;border-left:2px solid #C3D9E5"><div><b>Gesendet:</b> Montag, 28. April 2031 um 09:12 Uhr<br><b>Von:</b> Ada &lt;ada@example.com&gt;<br><b>An:</b> lin@example.com<br><b>Betreff:</b> Essen</div><div name="quoted-content">${letter}</div></div>`,
	),
	mail(
		'Samsung',
		`<div dir="auto">${own}</div><div id="composer_signature" dir="auto">Sent from my Galaxy</div><div><br></div><div style="font-size:100%"><div>-------- Original message --------</div><div>From: Ada &lt;ada@example.com&gt;</div><div>Date: 28/04/2031 09:12 (GMT+01:00)</div><div>To: Lin</div><div>Subject: Supper</div><div><br></div></div>${letter}`,
	),
	mail(
		'Roundcube',
		`<p>${own}</p><p id="reply-intro">On 2031-04-28 09:12, Ada wrote:</p><blockquote type="cite" style="padding:0 0.4em">${letter}</blockquote>`,
	),
	mail(
		'Airmail',
		`<div id="bloop_customfont">${own}</div><br><p class="airmail_on">On 28 April 2031 at 09:12:00, Ada (<a href="mailto:ada@example.com">ada@example.com</a>) wrote:</p><blockquote type="cite" class="clean_bq">${letter}</blockquote>`,
	),
	mail(
		'mail.ru',
		`<div>${own}</div><div>--<br>Лин</div><blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px">Понедельник, 28 апреля 2031, 9:12 +03:00 от Ada &lt;ada@example.com&gt;:<br>${letter}</blockquote>`,
	),
	mail(
		'QQ',
		`<div>${own}</div><div><br></div><div style="font-size:12px;font-family:Arial Narrow;padding:2px 0">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size:12px;background:#efefef;padding:8px"><div><b>发件人:</b>&nbsp;"Ada"&lt;ada@example.com&gt;;</div><div><b>发送时间:</b>&nbsp;2031年4月28日(星期一) 上午9:12</div><div><b>收件人:</b>&nbsp;"Lin";</div><div><b>主题:</b>&nbsp;晚餐</div></div><div>${letter}</div>`,
	),
	mail(
		'163',
		`<div>${own}</div><p>在 2031-04-28 09:12:00，"Ada" &lt;ada@example.com&gt; 写道：</p><blockquote id="isReplyContent" style="PADDING-LEFT:1ex;BORDER-LEFT:#ccc 1px solid">${letter}</blockquote>`,
	),
	mail(
		'NetEase Mail Master',
		`<div>${own}</div><div class="ntes-mailmaster-quote" style="padding-top:1px"><div>---- 回复的原邮件 ----</div><table><tr><td>发件人</td><td>Ada</td></tr><tr><td>日期</td><td>2031年4月28日 09:12</td></tr></table><div>${letter}</div></div>`,
	),
	mail(
		'Naver',
		`<div>${own}</div><p>-----Original Message-----<br><b>From:</b> "Ada"&lt;ada@example.com&gt;<br><b>To:</b> &lt;lin@example.com&gt;<br><b>Cc:</b><br><b>Sent:</b> 2031-04-28 (월) 09:12:00 (GMT+09:00)<br><b>Subject:</b> 저녁</p><div>${letter}</div>`,
	),
	mail(
		'Newton',
		`<div dir="auto">${own}<br><div id="cm_footer"><div id="cm_signature">Lin</div></div><div id="cm_replymail_content_wrap">On Mon, Apr 28, 2031 at 9:12 AM, Ada &lt;ada@example.com&gt; wrote:<br><div id="cm_replymail_content_1"><blockquote style="border-left:#D6D6D6 1px solid">${letter}</blockquote></div></div></div>`,
	),
	mail(
		'Outlook with a blue line left of the quote',
		`<div><p class="MsoNormal">${own}</p><div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><p class="MsoNormal">${labels}</p>${letter}</div></div>`,
	),
];
