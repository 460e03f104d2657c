import type { APIRoute, InferGetStaticPropsType } from 'astro';
import { allPosts, languagePaths } from '../../blog/entries.ts';
import { feed } from '../../blog/feed.ts';

export const getStaticPaths = languagePaths;
type Props = InferGetStaticPropsType<typeof getStaticPaths>;

/** The feed of one language, whole texts. */
export const GET: APIRoute<Props> = async ({ props, site }) => {
	const posts = (await allPosts()).filter((post) => post.lang === props.lang);
	return feed(posts, props.lang, site!);
};
