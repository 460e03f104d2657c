import { getContainerRenderer } from '@astrojs/mdx/container-renderer';
import { loadRenderers } from 'astro:container';
import { getEntry, render } from 'astro:content';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { options, publicFolders, site } from 'virtual:kindred/config';
import letterComponents from 'virtual:kindred/letters';
import { KindredError } from '../base/error.ts';
import { bestTranslation } from '../base/language.ts';
import type { LetterName } from '../base/letter.ts';
import { absolute } from '../base/site.ts';
import type { Part, Template } from '../base/template.ts';
import type { CompiledDigest, DigestEntry, Piece, PieceOrder } from '../digest/index.ts';
import { snapshotVersion, type Snapshot } from '../files/snapshot.ts';
import type { SiteCode } from '../kindred.ts';
import { compileLetter } from '../mail/compile.ts';
import { refuseWrongSlots } from '../mail/slots.ts';
import { readContent } from './content.ts';
import type { DigestContext } from './digest-context.ts';
import Fragment from './letters/Fragment.astro';

/*
 * The only file that renders letters. It runs while something is compiled (a build, a development server, a command), never to
 * answer a visitor, because Astro's Container is still experimental.
 */

type Component = Parameters<AstroContainer['renderToString']>[0];

let container: Promise<AstroContainer> | undefined;

async function renderLetter(
	name: string,
	component: Component,
	props: Record<string, unknown>,
	context?: DigestContext,
): Promise<Template> {
	container ??= loadRenderers([getContainerRenderer()]).then((renderers) =>
		AstroContainer.create({ renderers, astroConfig: { site: site.url } }),
	);
	const html = await (
		await container
	).renderToString(component, {
		props,
		partial: false,
		...(context ? { locals: { kindred: context } } : {}),
	});
	const page = absolute(site, context?.digest.url ?? `${site.base}/`);
	return compileLetter(html, String(props['lang']), name, { page, width: site.theme.width });
}

/** Every letter but the digest, in every language of the site. */
async function compileLetters(): Promise<Snapshot['letters']> {
	const letters: Record<string, Record<string, Template>> = {};
	for (const [name, component] of Object.entries(letterComponents)) {
		if (name === 'digest') continue;
		letters[name] = {};
		for (const lang of site.languages) {
			const template = await renderLetter(name, component as Component, { lang, site });
			refuseWrongSlots(name as LetterName, template);
			letters[name][lang] = template;
		}
	}
	return letters as Snapshot['letters'];
}

/** One digest for readers of each of the languages, from its translation where there is one. */
async function compileDigest(
	group: string,
	langs: readonly string[],
): Promise<Record<string, CompiledDigest>> {
	const content = await readContent();
	const translations = content.digests.filter((digest) => digest.group === group);
	if (!translations.length) {
		throw new KindredError(
			`There is no digest "${group}".`,
			`Write \`kindred digest draft\` to begin one, or name one of these: ${groupsOf(content.digests)}.`,
		);
	}
	const compiled: Record<string, CompiledDigest> = {};
	for (const lang of langs)
		compiled[lang] = await compileVariant(bestTranslation(translations, [lang, site.lang]), lang, content);
	return compiled;
}

async function compileVariant(
	digest: DigestEntry,
	lang: string,
	content: DigestContext['content'],
): Promise<CompiledDigest> {
	const entry = await getEntry(options.collections.digests as never, digest.id as never);
	const { Content } = await render(entry as never);
	const context: DigestContext = { mode: 'letter', lang, site, digest, content, items: [] };
	const template = await renderLetter(
		`digest ${digest.id}`,
		letterComponents['digest'] as Component,
		{ lang, site, digest, Content },
		context,
	);
	refuseWrongSlots(
		'digest',
		template,
		context.items.map(({ slot }) => slot),
	);
	return {
		lang,
		entry: digest.id,
		template,
		items: context.items,
	};
}

function groupsOf(digests: readonly DigestEntry[]): string {
	return [...new Set(digests.map((digest) => `\`${digest.group}\``))].join(', ') || 'none yet';
}

/** Posts as ready pieces for letters in `lang`, in the order they were asked for. */
async function compilePieces(orders: readonly PieceOrder[], lang: string): Promise<Piece[]> {
	const { posts } = await readContent();
	const pieces: Piece[] = [];
	for (const { post: id, note } of orders) {
		const post = posts.find((each) => each.id === id);
		if (!post) throw new Error(`A piece was asked for the post "${id}", which is not there any more.`);
		const props = { lang, post, site, note };
		const { html, text } = await renderLetter(`post ${id}`, Fragment as Component, props);
		pieces.push({ html: betweenCuts(html), text: betweenCuts(text) });
	}
	return pieces;
}

/** What lies between the two cuts, without the paragraphs that held the marks. */
function betweenCuts(parts: readonly Part[]): string {
	const at = parts.findIndex((part) => typeof part !== 'string');
	const piece = parts[at + 1];
	if (typeof piece !== 'string') throw new Error('A piece of a letter came back without its cuts.');
	return piece
		.replace(/^\s*<\/p>/, '')
		.replace(/<p[^>]*>\s*$/, '')
		.trim();
}

/** The door for those outside Vite: the build's endpoint, a development server, the command line. */
export const siteCode: SiteCode = {
	content: async () => ({ site, ...(await readContent()) }),
	snapshot: async (fingerprint) => ({
		version: snapshotVersion,
		fingerprint,
		publicFolders,
		site,
		...(await readContent()),
		letters: await compileLetters(),
	}),
	digest: compileDigest,
	pieces: compilePieces,
};
