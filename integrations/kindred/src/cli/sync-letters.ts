import { learnMessageIds } from '../inbox/index.ts';
import type { Desk } from './open.ts';

/**
 * Asks what our letters are called on their way, before answers are read that name them. Resolves to what went wrong, for an
 * answer is known by other signs as well. A key that may only send is not asked twice: it is a good key.
 */
export async function learnLetters(desk: Desk): Promise<string | undefined> {
	try {
		await learnMessageIds(desk);
		return undefined;
	} catch (error) {
		const { message } = error as Error;
		return message.includes('restricted_api_key') ? undefined : `letters: ${message}`;
	}
}
