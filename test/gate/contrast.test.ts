import { describe, expect, it } from 'vitest';
import { checkPiece } from '../../integrations/kindred/src/digest/gate/index.ts';
import { context, lines, piece, templateOf, told } from './sample.ts';

const weak = (changes: Parameters<typeof told>[0]) =>
	told(changes).map((line) => line.replace(/ is hard.*/, ''));

describe('contrast', () => {
	it('is 4.5 for text and 3 for large text, on the nearest ground', () => {
		expect(told({ body: '<p style="color:#8a857d">grey</p>' })[0]).toBe(
			'contrast: Text on light is hard to read: #8a857d on #f6f1e7 has a contrast of 3.3, and it needs 4.5.',
		);
		const grey = (style: string) =>
			weak({
				body: `<p class="x" style="color:#857f76;${style}">grey</p>`,
				styles: '@media (prefers-color-scheme: dark) { .x { color: #fff !important } }',
			});
		expect(grey('font-size:24px')).toEqual([]);
		expect(grey('font-size:14pt;font-weight:bold')).toEqual([]);
		expect(grey('font-size:17px;font-weight:bold')).toContain('contrast: Text on light');
		expect(grey('background:#000 url(https://example.com/about/)')).not.toContain('contrast: Text on light');
	});

	it('knows what mail programs show when nothing is said, and colours that let the ground through', () => {
		const dark =
			'<div class="d" style="background-color:#1d1a16;color:#fff"><a href="https://other.example/table" style="color:inherit">white</a></div>';
		expect(weak({ body: dark })).not.toContain('contrast: Text on light');
		expect(weak({ body: '<p style="color:rgb(29 26 22 / 40%)">faint</p>' })).toContain(
			'contrast: Text on light',
		);
		expect(weak({ body: '<table bgcolor="#1d1a16"><tr><td>dark on dark</td></tr></table>' })).toContain(
			'contrast: Text on light',
		);
	});

	it('is looked at in the dark styles, which outweigh those of the elements only with !important', () => {
		const body = '<p class="x" style="color:#1d1a16">words</p>';
		expect(weak({ body })).toEqual(['contrast-dark: Text on dark']);
		expect(weak({ body, styles: '@media (prefers-color-scheme: dark) { .x { color: #ece5d8 } }' })).toEqual([
			'contrast-dark: Text on dark',
		]);
		expect(
			weak({ body, styles: '@media (prefers-color-scheme: dark) { .x { color: #ece5d8 !important } }' }),
		).toEqual([]);
		expect(
			weak({
				body,
				styles:
					'@media (prefers-color-scheme: dark) { p.x { color: #ece5d8 !important } .x { color: #222 !important } }',
			}),
		).toEqual([]);
	});

	it('is looked at where a program darkens a letter by itself', () => {
		const body = '<p class="x" style="color:#fff;background-color:#4a6fc3">mid-blue button</p>';
		const styles =
			'@media (prefers-color-scheme: dark) { .x { color: #000 !important; background-color: #fff !important } }';
		expect(told({ body, styles }).join('\n')).toMatch(
			/^contrast-forced( \(warning\))?: Text in a program that darkens letters/,
		);
	});

	it('is not asked of what nobody sees', () => {
		expect(
			told({ body: '<p style="display:none;color:#f6f1e7">hidden</p><p style="color:#f6f1e7"> </p>' }),
		).toEqual([]);
	});

	it('is looked at in a piece on the ground it will stand on', () => {
		const html = piece.html.replace('<p>', '<p style="color:#f6f1e7">');
		const said = lines(checkPiece({ item: 'p', piece: { ...piece, html }, within: templateOf() }, context));
		expect(said[0]).toBe(
			'contrast: Text on light is hard to read: #f6f1e7 on #f6f1e7 has a contrast of 1.0, and it needs 4.5.',
		);
	});

	it('of words that nobody coloured is left to the program that darkens them', () => {
		expect(
			told({ body: '<p><a href="https://other.example/table" style="color:inherit">x</a></p>' }),
		).toEqual([]);
		const said = lines(checkPiece({ item: 'p', piece, within: templateOf() }, context));
		expect(said).toEqual([]);
	});
});
