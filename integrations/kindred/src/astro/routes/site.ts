import type { APIRoute } from 'astro';
import { siteCode } from '../compile.ts';

export const prerender = true;

/** The private snapshot, written by the build; `index.ts` takes it out of what is published. */
export const GET: APIRoute = async () => Response.json(await siteCode.snapshot(''));
