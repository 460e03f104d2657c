import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import { digestSchema, eventSchema, kindredLoader, postSchema } from 'astro-kindred/schema';

export const collections = {
	posts: defineCollection({ loader: kindredLoader('./content/posts'), schema: postSchema() }),
	digests: defineCollection({ loader: kindredLoader('./content/digests'), schema: digestSchema() }),
	/** Pages that are no posts, such as the one about the blog. */
	pages: defineCollection({
		loader: kindredLoader('./content/pages'),
		schema: z.object({ title: z.string(), description: z.string().optional(), lang: z.string().optional() }),
	}),
	events: defineCollection({ loader: kindredLoader('./content/events'), schema: eventSchema() }),
};
