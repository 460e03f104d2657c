/**
 * What an element is in the HTML of a mail program.
 *
 * - `quote`: everything in it is quoted.
 * - `wrapper`: around an attribution and the quote below it; whoever undid a change may have typed into it as well.
 * - `attribution`: says who wrote what follows.
 * - `rest`: a quote begins here and goes on to the end of the mail.
 * - `block`: begins one too, if it has the lines "From: … Sent: …" that Outlook writes, whatever their language.
 * - `signature`: how its writer signs.
 * - `hidden`: nobody saw it, so whoever answers did not write it: the line of a letter for the overview of the inbox.
 */
export type Role = 'hidden' | 'quote' | 'wrapper' | 'attribution' | 'rest' | 'block' | 'signature';

/** The attributes that tell a role; all others are passed over. */
export const telling: ReadonlySet<string> = new Set(['id', 'class', 'name', 'type', 'style', 'data-marker']);

/** The attributes of an element that tell a role, names in lower case. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** By class, id and name, as the programs write them. */
const classes: Readonly<Record<string, Role>> = {
	// Gmail, and the many that do as Gmail does (K-9, Mailspring, Superhuman, Mimestream, BlueMail)
	gmail_quote: 'wrapper',
	gmail_extra: 'wrapper',
	gmail_attr: 'attribution',
	gmail_signature: 'signature',
	gmail_signature_prefix: 'signature',
	'sh-quoted-content': 'wrapper',
	'sh-signature': 'signature',
	'k9mail-signature': 'signature',
	// Yahoo, Proton, Zoho, Tuta, Skiff, Hey, Front
	yahoo_quoted: 'wrapper',
	mail_android_quote: 'wrapper',
	protonmail_quote: 'wrapper',
	protonmail_signature_block: 'signature',
	zmail_extra: 'wrapper',
	tutanota_quote: 'quote',
	skiff_quote: 'wrapper',
	'hey-quote': 'wrapper',
	'front-quote': 'wrapper',
	'front-signature': 'signature',
	// Thunderbird, Apple Mail, Airmail, Spark, eM Client
	'moz-cite-prefix': 'attribution',
	'moz-forward-container': 'wrapper',
	'moz-email-headers-table': 'attribution',
	'moz-signature': 'signature',
	airmail_on: 'attribution',
	airmail_ext_on: 'attribution',
	spark_quote: 'quote',
	// NetEase (163, 126, yeah), Tencent
	'ntes-mailmaster-quote': 'wrapper',
	'ntes-signature': 'signature',
	// Outlook of several ages and kinds
	OutlookMessageHeader: 'rest',
	'ms-outlook-mobile-reference-message': 'wrapper',
	'ms-outlook-mobile-signature': 'signature',
	// Open-Xchange, Evolution, Kopano
	'io-ox-signature': 'signature',
	'-x-evo-signature-wrapper': 'signature',
};

const ids: Readonly<Record<string, Role>> = {
	// Outlook on the web, on phones, on a Mac; Hotmail and Windows Live
	divRplyFwdMsg: 'rest',
	appendonsend: 'rest',
	'mail-editor-reference-message-container': 'wrapper',
	OLK_SRC_BODY_SECTION: 'wrapper',
	stopSpelling: 'rest',
	replySplit: 'rest',
	Signature: 'signature',
	'ms-outlook-mobile-signature': 'signature',
	// Zimbra; its marks of today are in `data-marker`
	zwchr: 'rest',
	// NetEase and other Chinese services
	isReplyContent: 'quote',
	isForwardContent: 'wrapper',
	reply139content: 'wrapper',
	oriMsgHtmlSeperator: 'quote',
	imail_signature: 'signature',
	// Roundcube, Newton, AquaMail, Samsung, Proton
	'reply-intro': 'attribution',
	cm_replymail_content_wrap: 'wrapper',
	cm_signature: 'signature',
	'aqm-original': 'wrapper',
	'aqm-signature': 'signature',
	composer_signature: 'signature',
};

const names: Readonly<Record<string, Role>> = {
	// GMX, Web.de, Mail.com
	quote: 'wrapper',
	// Spark
	messageReplySection: 'wrapper',
	messageSignatureSection: 'signature',
};

/** What the element is, or nothing when no program says so. */
export function roleOf(element: string, attributes: Attributes): Role | undefined {
	if (/display\s?:\s?none/i.test(attributes.style ?? '')) return 'hidden';
	if (element === 'blockquote') return isIndent(attributes) ? undefined : 'quote';
	if (attributes.type?.toLowerCase() === 'cite') return 'quote';
	// Mailspring and its forebear
	if (element === 'signature') return 'signature';
	for (const name of attributes.class?.split(/\s+/, 8) ?? []) {
		const role = find(classes, name);
		if (role) return role;
	}
	const role = find(ids, attributes.id ?? '') ?? find(names, attributes.name ?? '');
	if (role) return role;
	if (attributes['data-marker'] === '__DIVIDER__' || attributes['data-marker'] === '__HEADERS__')
		return 'rest';
	if (attributes['data-marker'] === '__QUOTED_TEXT__') return 'quote';
	return element === 'div' ? byStyle(attributes.style) : undefined;
}

/** Outlook on the web puts `x_` before the names of other programs, and of its own. */
function find(roles: Readonly<Record<string, Role>>, name: string): Role | undefined {
	const plain = name.replace(/^x_/, '');
	return Object.hasOwn(roles, plain) ? roles[plain] : undefined;
}

/** The button that moves a paragraph to the right makes a `blockquote` without a line beside it (Gmail, Yahoo, Zoho). */
function isIndent({ type, class: name, id, style }: Attributes): boolean {
	return !type && !name && !id && /(?:^|[;\s])border(?:-left)?\s?:\s?(?:none|0)/i.test(style ?? '');
}

/** Word writes what Outlook sends, and marks nothing but by its lines: one above the block of labels, one left of a quote. */
function byStyle(style: string | undefined): Role | undefined {
	if (!style) return undefined;
	if (/border-top(?:-style)?\s?:[^;]{0,40}solid|border-style\s?:\s?solid none none/i.test(style))
		return 'block';
	return /border\s?:\s?none/i.test(style) && /border-left\s?:[^;]{0,40}solid/i.test(style)
		? 'quote'
		: undefined;
}
