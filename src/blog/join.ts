import type { AstroComponentFactory } from 'astro/runtime/server/index.js';

/*
 * Apart from the other meeting parts, because it stands on every page: also on those that a server answers, which are not to
 * bring the whole content store along.
 */
const parts = import.meta.glob<{ default: AstroComponentFactory }>('../kindred/Join.astro', { eager: true });

/** The form that subscribes; without the integration there is none. */
export const Join = parts['../kindred/Join.astro']?.default;
