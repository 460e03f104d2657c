import { escapeHtml } from '../base/html.ts';

/** How a place writes what stands out. Every text goes through `text`, so that nothing in it is read as markup. */
export interface Markup {
	text(raw: string): string;
	/** A title, on a line of its own. `raw` was not through `text` yet. */
	strong(raw: string): string;
	/** A title that leads somewhere. */
	titled(raw: string, url: string): string;
	/** The one address that the place may show with its card. */
	address(url: string): string;
	/** An address that is not to be shown as a second card. */
	quiet(url: string): string;
}

/** For places that show what was typed: titles stand as they are, and only the addresses on lines of their own lead away. */
export const plain: Markup = {
	text: (raw) => raw,
	strong: (raw) => raw,
	titled: (raw) => raw,
	address: (url) => url,
	quiet: (url) => url,
};

/**
 * Telegram's HTML: `&`, `<` and `>` outside tags are entities, and `"` in an attribute.
 * https://core.telegram.org/bots/api#html-style
 */
export const telegramHtml: Markup = {
	text: escapeHtml,
	strong: (raw) => `<b>${escapeHtml(raw)}</b>`,
	titled: (raw, url) => `<a href="${escapeHtml(url)}">${escapeHtml(raw)}</a>`,
	address: escapeHtml,
	quiet: escapeHtml,
};

/**
 * Slack's mrkdwn knows three entities and no way to escape its own signs, so these are drawn by signs that look like them.
 * `&lt;` also keeps `<!channel>` from calling everybody. https://docs.slack.dev/messaging/formatting-message-text
 */
export const slackMrkdwn: Markup = {
	text: mrkdwn,
	strong: (raw) => `*${mrkdwn(raw)}*`,
	titled: (raw, url) => `<${mrkdwnUrl(url)}|${mrkdwn(raw)}>`,
	address: (url) => `<${mrkdwnUrl(url)}>`,
	quiet: (url) => `<${mrkdwnUrl(url)}>`,
};

const slackSigns: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'*': '∗',
	_: 'ˍ',
	'~': '∼',
	'`': 'ˋ',
	// `:tada:` would become a picture.
	':': '∶',
};

function mrkdwn(raw: string): string {
	return quietly(raw).replace(/[&<>*_~`]|:(?=[a-z0-9_+-]+:)/g, (sign) => slackSigns[sign]!);
}

function mrkdwnUrl(url: string): string {
	return url.replaceAll('&', '&amp;').replaceAll('|', '%7C');
}

/**
 * Discord's Markdown: a backslash before a sign of ASCII takes its meaning, and `<…>` around an address its preview.
 * https://support.discord.com/hc/articles/210298617
 */
export const discordMarkdown: Markup = {
	text: discord,
	strong: (raw) => `**${discord(raw)}**`,
	titled: (raw, url) => `[${discord(raw)}](<${discordUrl(url)}>)`,
	address: (url) => url,
	quiet: (url) => `<${discordUrl(url)}>`,
};

function discord(raw: string): string {
	return (
		quietly(raw)
			.replace(/[\\*_~`|<>[\]]|:(?=[a-z0-9_+-]+:)/gi, '\\$&')
			// A heading, a list or a numbered one, where a text begins.
			.replace(/^(\s*)([#+-]|\d+(?=[.)]))/, (_all, space: string, sign: string) =>
				/\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`,
			)
			// An address inside a text would be shown as a card of its own; with the word joiner it is only words.
			.replaceAll('://', ':\u2060//')
	);
}

function discordUrl(url: string): string {
	return url.replaceAll('>', '%3E').replaceAll(')', '%29');
}

/** `@everyone` in a title would ring three hundred telephones: the word joiner (U+2060) keeps it a word. */
function quietly(raw: string): string {
	return raw.replace(/@(?=everyone|here|channel)/gi, '@\u2060');
}
