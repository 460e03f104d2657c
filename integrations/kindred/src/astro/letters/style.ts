import { direction } from '../../base/language.ts';
import type { Theme } from '../../base/site.ts';
import { settingOf } from './script.ts';
import { shadesOf, type Shades } from './shades.ts';

/**
 * The look of a letter in a language, around text in a language that may be another. Plain rules only: they are inlined into
 * `style` attributes, because mail programs drop style sheets; what stands in `@media` stays in the head for those that keep it.
 * Sizes in px and sides by name: Outlook knows nothing else. Its exact line heights would cut pictures to the height of a line,
 * so they are not set where pictures stand, in the name and in the body.
 */
export function css(theme: Theme, lang: string, prose: string = lang): string {
	const day = shadesOf(theme);
	return `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; background-color: ${day.paper}; color: ${day.ink}; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
table { border-collapse: separate; mso-table-lspace: 0; mso-table-rspace: 0; }
.preheader { display: none; max-height: 0; max-width: 0; opacity: 0; overflow: hidden; font-size: 1px; line-height: 1px; color: ${day.paper}; mso-hide: all; }
.page { background-color: ${day.paper}; }
.margin { padding: 0 24px; }
.sheet { max-width: ${theme.width}px; margin: 0 auto; }
${around(theme, lang, day)}
${text(theme, prose, day)}
${parts(theme, lang, day)}
@media screen { a { color: ${day.accent}; } }
@media (max-width: 480px) {
  .margin { padding: 0 18px !important; }
  .name, .date { padding-top: 24px !important; }
  .body { padding-top: 26px !important; }
  h1 { font-size: 27px !important; line-height: ${Math.round(27 * settingOf(lang).titleLeading)}px !important; }
  .button { width: 100% !important; }
  .press a { display: block !important; }
}
@media (prefers-color-scheme: dark) {
${night(shadesOf(theme.dark))}
}
`;
}

/**
 * Outlook's apps and its web page darken letters in their own way and mark what they changed. A sheet of its own: a mail program
 * that stumbles over it keeps the other.
 */
export function outlookNight(theme: Theme): string {
	return night(shadesOf(theme.dark), (property) =>
		property === 'background-color' ? '[data-ogsb] ' : '[data-ogsc] ',
	);
}

/** Font families for Outlook for Windows, which does not inherit them and stumbles over stacks. */
export function wordFonts({ font }: Theme, lang: string): string {
	const { word } = settingOf(lang);
	return `body, table, td, p, h1, h2, h3, li, a { font-family: ${word[font]}, ${font}; } .small, .small p, .small a { font-family: ${word.sans}, sans-serif; }`;
}

/** What stands around: the masthead and the foot. */
function around({ font }: Theme, lang: string, day: Shades): string {
	const setting = settingOf(lang);
	const spacing = setting.cursive ? 'letter-spacing: 0.01em;' : '';
	return `
.name { padding: 40px 0 14px; border-bottom: 1px solid ${day.accent}; font-family: ${setting[font]}; font-size: 17px; line-height: 24px; ${spacing} color: ${day.accent}; }
.name a { color: ${day.accent}; text-decoration: none; }
.name img { display: block; font-size: 17px; color: ${day.accent}; }
.date { padding: 40px 0 14px; border-bottom: 1px solid ${day.accent}; text-align: ${begins(lang) === 'left' ? 'right' : 'left'}; white-space: nowrap; }
.small { font-family: ${setting.sans}; font-size: 14px; line-height: ${setting.leading > 1.7 ? 24 : 21}px; mso-line-height-rule: exactly; color: ${day.soft}; }
.foot { padding: 20px 0 56px; border-top: 1px solid ${day.rule}; text-align: ${begins(lang)}; }
.foot p { margin: 0 0 10px; }
.foot a { color: ${day.soft}; }`;
}

/** Running text, as an author writes it in Markdown. */
function text(theme: Theme, lang: string, day: Shades): string {
	const { size, leading, titleLeading, cursive, ...setting } = settingOf(lang);
	const side = begins(lang);
	const weight = weightOf(theme);
	const line = (px: number, height: number) =>
		`font-size: ${px}px; line-height: ${Math.round(px * height)}px; mso-line-height-rule: exactly;`;
	return `
.body { padding: 34px 0 22px; font-family: ${setting[theme.font]}; font-size: ${size}px; line-height: ${Math.round(size * leading)}px; color: ${day.ink}; text-align: ${side}; word-wrap: break-word; overflow-wrap: break-word; }
h1 { margin: 0 0 24px; ${line(33, titleLeading)} font-weight: ${weight}; ${cursive ? 'letter-spacing: -0.01em;' : ''} }
h2 { margin: 40px 0 14px; ${line(25, titleLeading)} font-weight: ${weight}; }
h3 { margin: 30px 0 6px; ${line(21, titleLeading)} font-weight: ${weight}; }
p { margin: 0 0 20px; }
a { color: ${day.accent}; }
${cursive ? '' : 'em, i, cite { font-style: normal; font-weight: 700; }'}
blockquote { margin: 0 0 20px; padding: 0; padding-${side}: 18px; border-${side}: 2px solid ${day.rule}; color: ${day.soft}; }
ul, ol { margin: 0 0 20px; padding: 0; padding-${side}: 26px; }
li { margin: 0 0 8px; }
img { max-width: 100%; height: auto; border: 0; font-size: 15px; color: ${day.soft}; }
hr { margin: 34px 0; border: 0; border-top: 1px solid ${day.rule}; }
pre { margin: 0 0 20px; white-space: pre-wrap; word-wrap: break-word; font-size: 14px; line-height: 21px; }
code { font-family: Menlo, Consolas, monospace; font-size: 85%; }
.prose th, .prose td { padding: 6px 0; border-bottom: 1px solid ${day.rule}; text-align: ${side}; vertical-align: top; }`;
}

/** The pieces we put between the text: entries, section heads, a question, a button. */
function parts(theme: Theme, lang: string, day: Shades): string {
	const { sans, titleLeading, cursive } = settingOf(lang);
	const side = begins(lang);
	return `
.section { margin: 44px 0 22px; padding: 12px 0 0; border-top: 1px solid ${day.rule}; font-family: ${sans}; font-size: 15px; line-height: 22px; mso-line-height-rule: exactly; font-weight: 700; ${cursive ? 'letter-spacing: 0.02em;' : ''} color: ${day.accent}; text-align: ${side}; }
.title { margin: 0 0 6px; font-size: 22px; line-height: ${Math.round(22 * titleLeading)}px; mso-line-height-rule: exactly; font-weight: ${weightOf(theme)}; text-align: ${side}; }
.title a { color: ${day.ink}; text-decoration: underline; text-decoration-color: ${day.accent}; text-decoration-thickness: 1px; text-underline-offset: 4px; }
.about { margin: 0 0 6px; text-align: ${side}; }
.slanted { font-style: italic; }
.meta { margin: 0 0 6px; text-align: ${side}; }
.label { font-weight: 700; }
.last { margin-bottom: 34px; }
.fact { margin: 0 0 16px; }
.event { margin: 0 0 16px; }
.button { margin: 28px 0 32px; }
.press { background-color: ${day.accent}; border-radius: 4px; text-align: center; mso-padding-alt: 14px 28px; }
.press a { display: inline-block; padding: 14px 28px; background-color: ${day.accent}; border-radius: 4px; color: ${day.paper}; font-family: ${sans}; font-size: 17px; line-height: 22px; mso-line-height-rule: exactly; font-weight: 700; text-decoration: none; }
.choices { margin: 0 0 24px; }
.choices a { display: inline-block; padding: 10px 0; }
.ask { margin: 36px 0 28px; }
.prose .asked { padding: 22px 24px 8px; border-bottom: 0; background-color: ${day.tint}; border-radius: 4px; }
.prose .asked .meta { margin: 0 0 14px; }`;
}

/** The same letter in the dark. */
function night(dark: Shades, within: (property: string) => string = () => ''): string {
	const rules: [selectors: string, property: string, colour: string][] = [
		['body, .page', 'background-color', dark.paper],
		['.body, .title a', 'color', dark.ink],
		['a, .name, .name a, .name img, .section', 'color', dark.accent],
		['.title a', 'text-decoration-color', dark.accent],
		['.name, .date', 'border-color', dark.accent],
		['.small, .foot a, blockquote, img', 'color', dark.soft],
		['.foot, .section, blockquote, hr', 'border-color', dark.rule],
		['.asked', 'background-color', dark.tint],
		['.press, .press a', 'background-color', dark.accent],
		['.press a', 'color', dark.paper],
	];
	return rules
		.map(([selectors, property, colour]) => {
			const all = selectors.split(', ').map((selector) => within(property) + selector);
			return `  ${all.join(', ')} { ${property}: ${colour} !important; }`;
		})
		.join('\n');
}

/** Serifs are titles by their size; without them they need weight. */
function weightOf({ font }: Theme): number {
	return font === 'serif' ? 400 : 700;
}

/** The side a line begins on. */
function begins(lang: string): 'left' | 'right' {
	return direction(lang) === 'rtl' ? 'right' : 'left';
}
