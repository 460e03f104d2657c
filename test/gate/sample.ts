import { inline } from '@css-inline/css-inline';
import { convert, type HtmlToTextOptions } from 'html-to-text';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import {
	slot,
	slotEnd,
	slotStart,
	fill,
	splitSlots,
	type Template,
} from '../../integrations/kindred/src/base/template.ts';
import type { Finding, GateContext } from '../../integrations/kindred/src/digest/gate/index.ts';
import { checkTemplate } from '../../integrations/kindred/src/digest/gate/index.ts';
import { composerMail, mimeBytes } from '../../integrations/kindred/src/mail/mime.ts';
import { site } from '../site.ts';

/** A small digest that passes the gate; every test breaks one thing in it. */
export const context: GateContext = {
	site,
	paths: new Set([
		'/',
		'/posts/why-groups-die/',
		'/posts/a-table-for-eight/',
		'/digests/2026-11/',
		'/about/',
	]),
	built: true,
};

const leave = `https://example.com/kindred/leave/?t=WyJsZWF2ZSIsIjE3IiwiIiwxNzk1MjY1NjAwXQ.${'c2lnbmF0dXJl'.repeat(4)}`;

const styles = `
body { margin: 0; background-color: #f6f1e7; color: #1d1a16; font-size: 18px; }
.preheader { display: none; }
h1 { font-size: 30px; }
a { color: #8c2f20; }
.button { background-color: #8c2f20; color: #f6f1e7; }
.small { font-size: 13px; color: #5f5a53; }
@media (max-width: 480px) { h1 { color: #f6f1e7; } }
@media (prefers-color-scheme: dark) {
	body { background-color: #191714 !important; color: #ece5d8 !important; }
	a { color: #eba797 !important; }
	.button { background-color: #eba797 !important; color: #191714 !important; }
	.small { color: #b0a99d !important; }
}`;

/** What can be changed about the sample: words for its body, and anything about its document. */
export interface Changes {
	readonly body?: string;
	readonly subject?: string;
	readonly preheader?: string;
	readonly styles?: string;
	readonly html?: string;
	readonly lang?: string;
}

export function documentOf({
	body = '',
	subject = 'What I learnt',
	preheader = 'A hello from November.',
	...more
}: Changes = {}) {
	return `<!doctype html><html ${more.html ?? 'lang="en" dir="ltr"'}><head><meta charset="utf-8"><title>${subject}</title><style>${styles}${more.styles ?? ''}</style></head><body>
<div class="preheader">${preheader}</div>
<h1>What I learnt about groups</h1>
<p>A short hello, <a href="https://example.com/about/">from me</a>.</p>
${body}
${slotStart('picks-0')}<h2>Picked for you</h2>${slot('picks-0')}${slotEnd('picks-0')}
<p><a class="button" href="https://other.example/table">A table elsewhere</a></p>
<img src="https://example.com/about/" alt="A long table" width="300" height="200">
<p class="small"><a href="${slot('leave-url')}">Leave</a> · <a href="mailto:ada@example.com">Write to me</a></p>
</body></html>`;
}

const plainly: HtmlToTextOptions = {
	wordwrap: false,
	selectors: [
		...['h1', 'h2', 'h3'].map((selector) => ({ selector, options: { uppercase: false } })),
		{ selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
		...['img', '.preheader', '[data-html-only]'].map((selector) => ({ selector, format: 'skip' })),
	],
};

/** The sample as a template: styles inlined, both forms split at their slots. */
export function templateOf(changes: Changes = {}): Template {
	const html = inline(documentOf(changes), { keepStyleTags: true, keepAtRules: true });
	return {
		lang: changes.lang ?? 'en',
		subject: splitSlots(changes.subject ?? 'What I learnt'),
		html: splitSlots(html),
		text: splitSlots(convert(html, plainly)),
	};
}

export const filled: ReadonlySet<string> = new Set(['leave-url', 'picks-0']);

export const piece = {
	html: '<div><h3><a href="https://example.com/posts/why-groups-die/">Why groups die</a></h3><p>On chats.</p></div>',
	text: 'Why groups die <https://example.com/posts/why-groups-die/>\n\nOn chats.',
};

/** One reader's mail. */
export function letterOf(changes: Partial<Letter> = {}, sample: Changes = {}): Letter {
	return {
		from: { name: 'The Long Table', email: 'ada@example.com' },
		to: { name: '陳怡君', email: 'yijun.chen@reader.example' },
		replyTo: 'letters+3f-0123456789-0123456789abcdef0123@in.example.com',
		...fill(templateOf(sample), { 'leave-url': leave, 'picks-0': piece }),
		headers: { ...headers },
		tags: { stream: 'digest', thing: 'digest-2026-11' },
		...changes,
	};
}

export const headers: Readonly<Record<string, string>> = {
	'List-Id': '"The Long Table" <letters.example.com>',
	'List-Unsubscribe': `<${leave}>`,
	'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
	'Feedback-ID': 'digest:example.com:kindred',
	'Auto-Submitted': 'auto-generated',
	'X-Auto-Response-Suppress': 'All',
};

/** The bytes of a mail, as a mail server gets them. */
export const rawOf = (letter: Letter) => mimeBytes(composerMail(letter, 'key', '2026-11-22T09:00:00.000Z'));

/** What the gate says of the sample with these changes, as `rule: message`. */
export function told(changes: Changes = {}, more: Partial<GateContext> = {}): string[] {
	return lines(
		checkTemplate({ item: 'template', template: templateOf(changes), filled }, { ...context, ...more }),
	);
}

export function lines(findings: readonly Finding[]): string[] {
	return findings.map(
		({ rule, severity, message }) => `${rule}${severity === 'warning' ? ' (warning)' : ''}: ${message}`,
	);
}
