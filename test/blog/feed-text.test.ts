import { describe, expect, it } from 'vitest';
import { absoluteLinks, xmlText } from '../../src/blog/feed-text.ts';

const page = new URL('https://blog.example.com/ar/posts/groups/');

describe('a feed', () => {
	it('has absolute links and pictures only', () => {
		const html =
			'<a href="#fn-1">1</a><a class="x" href="/posts/table/">t</a><img src="/_astro/t.svg" alt="">';
		expect(absoluteLinks(html, page)).toBe(
			'<a href="https://blog.example.com/ar/posts/groups/#fn-1">1</a>' +
				'<a class="x" href="https://blog.example.com/posts/table/">t</a>' +
				'<img src="https://blog.example.com/_astro/t.svg" alt="">',
		);
	});

	it('makes every candidate of a srcset absolute', () => {
		expect(absoluteLinks('<img srcset="/a.webp 1x, /b.webp 2x">', page)).toBe(
			'<img srcset="https://blog.example.com/a.webp 1x, https://blog.example.com/b.webp 2x">',
		);
	});

	it('leaves other sites and mail links alone', () => {
		const html = '<a href="https://example.org/?a=1&amp;b=2">o</a><a href="mailto:a@example.com">m</a>';
		expect(absoluteLinks(html, page)).toBe(html);
	});

	it('holds no character that XML forbids', () => {
		expect(xmlText('a\u0000b\u000Bc\uD800d\te')).toBe('abc\uFFFDd\te');
	});
});
