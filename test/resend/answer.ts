import { apiError } from './emails.ts';

/** What goes back to the caller, as JSON. */
export interface Answer {
	status: number;
	body: unknown;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const failed = (status: number, name: string, message: string): Answer => ({
	status,
	body: apiError(status, name, message),
});
