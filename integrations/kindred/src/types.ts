export type { Cover, Post, Provenance } from './post/post.ts';
