import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialects, readPost } from '../../integrations/kindred/src/post/index.ts';

const residue = /\{:|\{%|\{\{|<%|^\+\+\+/;
const piece = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.constantFrom(
		'---\n',
		'+++\n',
		'title: ',
		'date: 2020-02-30\n',
		'lang: hant\n',
		'&a [*a, *a]',
		'\n\n',
		'{% raw %}',
		'{% endraw %}',
		'{% highlight x %}',
		'{% endhighlight %}',
		'{{ x',
		'}}',
		'{: .x }',
		'{::a}',
		'\\\\(',
		'\\\\)',
		'\\\\[',
		'\\\\]',
		'$',
		'$$',
		'```\n',
		'`',
		'<div>',
		'</div>',
		'<A b={c}>',
		'</A>',
		'{`x`}',
		'import a from "b"\n',
		'![a](b.png)',
		'<img src="c">',
		'<% ',
		' %>',
		'{{< figure src="x" >}}',
		'> ',
		'- ',
		'[',
		'](',
		'\r\n',
		'\0',
		'\uFEFF',
		'\uD800',
	),
);

test('whatever a file holds, reading it answers and never throws', () => {
	const source = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
	const path = fc.oneof(
		fc.string(),
		fc.constantFrom('_posts/2020-01-02-x-en.md', 'a/index.mdx', '2020-01-02-x.html', '.md', '/', '..'),
	);
	fc.assert(
		fc.property(path, source, fc.boolean(), fc.constantFrom(...dialects), (where, text, whole, from) => {
			const result = readPost(
				{ path: where, source: whole ? text : `---\ntitle: x\ndate: 2020-01-02\n---\n${text}` },
				from,
			);
			if ('skipped' in result) return result.skipped.length > 0;
			expect(result.post.excerpt).not.toMatch(residue);
			expect(result.post.excerpt.length).toBeLessThanOrEqual(160);
			expect(result.post.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
			return result.post.title.length > 0;
		}),
		{ numRuns: 400 },
	);
});

test('arbitrary bytes answer too', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
			const source = new TextDecoder('latin1').decode(bytes);
			return Object.keys(readPost({ path: '2020-01-02-x.md', source }, 'hugo')).length === 1;
		}),
	);
});

test('deep nesting and endless runs are answered in time', { timeout: 20_000 }, () => {
	for (const text of [
		'>'.repeat(2000),
		'['.repeat(5000),
		'*a '.repeat(5000),
		'`'.repeat(9999),
		'{%'.repeat(9999),
		'<a '.repeat(5000),
		'- '.repeat(800),
		'$'.repeat(9999),
		'\\\\('.repeat(5000),
	]) {
		for (const path of ['2020-01-02-x.md', '2020-01-02-x.mdx']) {
			const result = readPost({ path, source: `---\ntitle: x\n---\n${text}` }, 'jekyll');
			expect(Object.keys(result)).toHaveLength(1);
		}
	}
});
