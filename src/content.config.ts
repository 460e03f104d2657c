import { defineCollection } from 'astro:content';
import { digestSchema, eventSchema, kindredLoader, postSchema } from 'astro-kindred/schema';

export const collections = {
	posts: defineCollection({ loader: kindredLoader('./content/posts'), schema: postSchema() }),
	digests: defineCollection({ loader: kindredLoader('./content/digests'), schema: digestSchema() }),
	events: defineCollection({ loader: kindredLoader('./content/events'), schema: eventSchema() }),
};
