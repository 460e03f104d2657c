import { expect, it } from 'vitest';
import { slot } from '../../integrations/kindred/src/base/template.ts';
import { standAlone } from '../../integrations/kindred/src/mail/references.ts';

const column = { page: 'https://example.com/blog/digests/2026-11/', width: 560 };
const read = (html: string) => standAlone(html, column);

it.each([
	['/blog/posts/a/', 'https://example.com/blog/posts/a/'],
	['../2026-10/?a=1&amp;b=2', 'https://example.com/blog/digests/2026-10/?a=1&amp;b=2'],
	['//cdn.example.com/x', 'https://cdn.example.com/x'],
	['/說/明', 'https://example.com/%E8%AA%AA/%E6%98%8E'],
	['https://example.org/?q=%20', 'https://example.org/?q=%20'],
	['mailto:ada@example.com', 'mailto:ada@example.com'],
	['#note-1', '#note-1'],
	['http://[', 'http://['],
	['//[', '//['],
	['', ''],
])('a link to "%s" leads to %s', (from, to) => {
	expect(read(`<p><a class="x" href="${from}">here</a></p>`)).toBe(
		`<p><a class="x" href="${to}">here</a></p>`,
	);
});

it('a slot in a link stays a slot', () => {
	const link = `<a href="${slot('leave-url')}">Leave</a>`;
	expect(read(link)).toBe(link);
});

it('a picture has an absolute address, one size, and never more than the column', () => {
	expect(
		read(
			'<img src="/_astro/a.webp" srcset="/a-1.webp 1x, /a-2.webp 2x" sizes="100vw" width="1120" height="801" alt="A">',
		),
	).toBe('<img src="https://example.com/_astro/a.webp" width="560" height="401" alt="A">');
	expect(read('<img src="https://example.org/a.png" width="120" height="40">')).toBe(
		'<img src="https://example.org/a.png" width="120" height="40">',
	);
	expect(read('<img src="a.png" alt="no size">')).toBe(
		'<img src="https://example.com/blog/digests/2026-11/a.png" alt="no size">',
	);
});

it('words that look like a link are left alone', () => {
	expect(read('<p>Write href="/x" and src="/y".</p>')).toBe('<p>Write href="/x" and src="/y".</p>');
});
