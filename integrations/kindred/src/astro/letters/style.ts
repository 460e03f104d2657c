import type { Colours, Site } from '../../base/site.ts';

/**
 * The look of all letters. Plain rules only: they are inlined into `style` attributes, because mail programs drop style sheets;
 * what stands in `@media` stays in the head for those that keep it. Sizes in px: Outlook knows nothing else.
 */
export function css({ dark, ...light }: Site['theme']): string {
	const [day, night] = [shades(light), shades(dark)];
	return `
body { margin: 0; padding: 0; background-color: ${day.paper}; color: ${day.ink}; -webkit-text-size-adjust: 100%; }
.preheader { display: none; max-height: 0; max-width: 0; opacity: 0; overflow: hidden; font-size: 1px; line-height: 1px; color: ${day.paper}; mso-hide: all; }
.page { background-color: ${day.paper}; }
.sheet { max-width: 600px; margin: 0 auto; }
.masthead { padding: 36px 24px 12px; font-family: Georgia, 'Times New Roman', serif; font-size: 15px; line-height: 20px; letter-spacing: 0.02em; border-bottom: 1px solid ${day.accent}; }
.masthead a { color: ${day.accent}; text-decoration: none; }
.body { padding: 28px 24px 12px; font-family: Georgia, 'Times New Roman', serif; font-size: 18px; line-height: 29px; color: ${day.ink}; }
h1 { margin: 0 0 20px; font-size: 30px; line-height: 36px; font-weight: 400; letter-spacing: -0.01em; }
h2 { margin: 36px 0 12px; font-size: 15px; line-height: 20px; font-weight: 400; color: ${day.accent}; }
h3 { margin: 0 0 4px; font-size: 21px; line-height: 27px; font-weight: 400; }
p { margin: 0 0 18px; }
a { color: ${day.accent}; }
blockquote { margin: 0 0 18px; padding: 0 18px; border-inline-start: 2px solid ${day.accent}; }
ul, ol { margin: 0 0 18px; padding-inline-start: 24px; }
img { max-width: 100%; height: auto; border: 0; }
hr { margin: 30px 0; border: 0; border-top: 1px solid ${day.rule}; }
.entry { margin: 0 0 26px; padding: 0; }
.entry h3 a { color: ${day.ink}; text-decoration: underline; text-decoration-color: ${day.accent}; text-decoration-thickness: 1px; text-underline-offset: 3px; }
.entry p { margin: 0 0 6px; }
.note { font-style: italic; }
.meta { font-family: Helvetica, Arial, sans-serif; font-size: 13px; line-height: 19px; color: ${day.soft}; }
.button { display: inline-block; padding: 13px 24px; background-color: ${day.accent}; color: ${day.paper}; font-family: Helvetica, Arial, sans-serif; font-size: 16px; line-height: 20px; text-decoration: none; border-radius: 3px; }
.ask { margin: 30px 0 18px; padding: 18px 20px; background-color: ${day.tint}; }
.ask p { margin: 0 0 8px; }
.foot { padding: 22px 24px 48px; border-top: 1px solid ${day.rule}; font-family: Helvetica, Arial, sans-serif; font-size: 13px; line-height: 20px; color: ${day.soft}; }
.foot p { margin: 0 0 8px; }
.foot a { color: ${day.soft}; }
@media (max-width: 480px) {
  .masthead { padding: 24px 18px 10px !important; }
  .body { padding: 22px 18px 8px !important; font-size: 17px !important; line-height: 27px !important; }
  .foot { padding: 20px 18px 40px !important; }
  h1 { font-size: 26px !important; line-height: 32px !important; }
}
@media (prefers-color-scheme: dark) {
  body, .page { background-color: ${night.paper} !important; }
  .body, .entry h3 a { color: ${night.ink} !important; }
  .masthead, .masthead a, h2 { color: ${night.accent} !important; }
  .masthead { border-color: ${night.accent} !important; }
  a { color: ${night.accent} !important; }
  .button { background-color: ${night.accent} !important; color: ${night.paper} !important; }
  .ask { background-color: ${night.tint} !important; }
  .meta, .foot, .foot a { color: ${night.soft} !important; }
  .foot, hr { border-color: ${night.rule} !important; }
}
`;
}

/** The colours in between, mixed here: mail programs know no `color-mix()`. */
function shades({ paper, ink, accent }: Colours) {
	return {
		paper,
		ink,
		accent,
		/** Small print. */
		soft: mix(ink, paper, 0.7),
		/** Rules. */
		rule: mix(ink, paper, 0.18),
		/** The ground of a question. */
		tint: mix(ink, paper, 0.06),
	};
}

/** So much of `a` in `b`, both `#rrggbb`. */
function mix(a: string, b: string, share: number): string {
	const part = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
	const mixed = [1, 3, 5].map((at) => Math.round(part(a, at) * share + part(b, at) * (1 - share)));
	return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
