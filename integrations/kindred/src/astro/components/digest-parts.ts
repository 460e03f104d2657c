import Ask from './Ask.astro';
import Events from './Events.astro';
import ForYou from './ForYou.astro';
import Post from './Post.astro';

/** What an author may use in a digest's MDX without importing it. */
export const digestParts = { Ask, Events, ForYou, Post };
