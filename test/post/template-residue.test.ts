import { expect, test } from 'vitest';
import { type Dialect, habitsOf } from '../../integrations/kindred/src/post/dialect.ts';
import { manuscript } from '../../integrations/kindred/src/post/manuscript.ts';
import { quoteBrackets, removeTemplates } from '../../integrations/kindred/src/post/template-residue.ts';

function convert(source: string, dialect: Dialect) {
	const notes: string[] = [];
	const note = (line: number, text: string) => void notes.push(`${line}: ${text}`);
	const context = {
		title: 'Tea',
		addressOf: (name: string) => (name.includes('known') ? '/posts/known/' : undefined),
	};
	const habits = habitsOf(dialect);
	return {
		text: quoteBrackets(removeTemplates(manuscript(source, 1), habits, context, note), habits, note).text,
		notes,
	};
}

test('Liquid with a Markdown form gets it', () => {
	expect(convert('{% highlight ruby linenos %}\nputs "{{ x }}"\n{% endhighlight %}\n', 'jekyll').text).toBe(
		'```ruby\nputs "{{ x }}"\n```\n',
	);
	expect(convert('[a]({% post_url 2020-01-02-known %})', 'jekyll').text).toBe('[a](/posts/known/)');
	expect(convert('![a]({{ site.baseurl }}/a.png) ![b]({{ "/b.png" | relative_url }})', 'jekyll').text).toBe(
		'![a](/a.png) ![b](/b.png)',
	);
	expect(convert('About {{ page.title }}.', 'jekyll').text).toBe('About Tea.');
});

test('other Liquid goes, with its line', () => {
	expect(
		convert(
			'a\n{% include ad.html\n  size="2" %}\nb\n\n{% comment %}c{% endcomment %}\nd {% post_url 2020-01-02-gone %}',
			'jekyll',
		),
	).toEqual({
		text: 'a\nb\n\nd ',
		notes: [
			'2: `{% include ad.html size="2" %}` is left out',
			'7: `{% post_url 2020-01-02-gone %}` is left out',
		],
	});
});

test('raw text about Liquid stays, as code', () => {
	expect(
		convert('{% raw %}\nWrite {{ name }} here.\n\n```\n{{ x }}\n```\n{% endraw %}\n', 'jekyll').text,
	).toBe('Write `{{ name }}` here.\n\n```\n{{ x }}\n```\n');
});

test('code keeps every byte', () => {
	const source = 'Use `{{ x }}` and\n\n```liquid\n{% include a %}\n<%= b %>\n```\n\n    {% indented %}\n';
	for (const dialect of ['jekyll', 'hugo', 'eleventy', 'hexo', 'gatsby', 'astro'] as const) {
		expect(convert(source, dialect).text).toBe(source);
	}
});

test('braces that are no template survive', () => {
	expect(convert('A set {b} and {a, {b}} and { % }.', 'jekyll').text).toBe(
		'A set {b} and {a, {b}} and { % }.',
	);
});

test('where there is no template language, its brackets are the words of the author: code', () => {
	expect(convert('Write {{ name }} or {% if %}.', 'astro').text).toBe('Write `{{ name }}` or `{% if %}`.');
});

test('a JSX style in a tag goes', () => {
	expect(convert('<b style={{wordBreak: "keep-all"}}>x</b>', 'gatsby').text).toBe('<b>x</b>');
});

test('embedded Ruby goes', () => {
	expect(convert('a <%= b %> c', 'hexo')).toEqual({ text: 'a  c', notes: ['1: `<%= b %>` is left out'] });
});

test('Hugo shortcodes: figures, videos, links and code stay', () => {
	expect(convert('{{< figure src="/a.png" caption="A cat" >}}', 'hugo').text).toBe('![A cat](</a.png>)');
	expect(convert('{{% youtube abc123 %}}', 'hugo').text).toBe('<https://www.youtube.com/watch?v=abc123>');
	expect(convert('[x]({{< ref "known.md" >}})', 'hugo').text).toBe('[x](/posts/known/)');
	expect(convert('{{< highlight go "linenos=table" >}}\na := 1\n{{< /highlight >}}', 'hugo').text).toBe(
		'```go\na := 1\n```',
	);
	expect(convert('a\n{{% gslides 7 %}}\nb', 'hugo')).toEqual({
		text: 'a\nb',
		notes: ['2: the shortcode `gslides` is left out'],
	});
});
