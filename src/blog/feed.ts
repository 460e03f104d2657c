import mdxRenderer from '@astrojs/mdx/server.js';
import rss from '@astrojs/rss';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { render } from 'astro:content';
import { blogStrings } from '../strings.ts';
import type { BlogPost } from './entries.ts';
import { localPath } from './language.ts';
import { absoluteLinks, xmlText } from './feed-text.ts';

/** The feed of one language: whole texts, newest first, every link absolute. RSS 2.0 with `content:encoded`. */
export async function feed(posts: readonly BlogPost[], lang: string, origin: URL): Promise<Response> {
	const container = await AstroContainer.create();
	container.addServerRenderer({ name: 'mdx', renderer: mdxRenderer });
	const words = blogStrings(lang);
	const self = new URL(localPath(lang, 'rss.xml'), origin).href;
	const items = [];
	for (const post of posts) {
		const { Content } = await render(post.entry);
		const html = await container.renderToString(Content);
		const link = new URL(post.url, origin);
		items.push({
			title: xmlText(post.title),
			link: link.href,
			pubDate: new Date(`${post.date}T00:00:00Z`),
			description: xmlText(post.description),
			categories: post.tags.map(xmlText),
			content: xmlText(absoluteLinks(html, link)),
		});
	}
	return rss({
		title: words.name,
		description: words.tagline,
		site: new URL(localPath(lang), origin).href,
		items,
		xmlns: { atom: 'http://www.w3.org/2005/Atom' },
		customData: `<language>${lang}</language><atom:link href="${self}" rel="self" type="application/rss+xml"/>`,
	});
}
