import { envField } from 'astro/config';
import { variables } from '../config.ts';

/** Our variables for `astro:env`: secrets of the server, read when it runs and never built into it. All may be absent. */
export const environmentSchema: Record<string, ReturnType<typeof envField.string>> = Object.fromEntries(
	variables.map((name) => [name, envField.string({ context: 'server', access: 'secret', optional: true })]),
);
