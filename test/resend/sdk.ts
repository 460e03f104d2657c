import { Resend } from 'resend';
import { afterEach } from 'vitest';
import { startResend, type ResendStandIn, type StandInOptions } from './server.ts';

export const letter = { from: 'Ada <ada@example.com>', to: 'bo@example.net', subject: 'Hi', text: 'Hi' };
export const noon = Date.parse('2026-11-22T12:00:00Z');

let running: ResendStandIn[] = [];
afterEach(async () => {
	await Promise.all(running.map((one) => one.close()));
	running = [];
});

/** A stand-in, gone after the test, and Resend's own SDK that takes it for the real thing. */
export async function start(options: StandInOptions = {}, key = 're_test') {
	const standIn = await startResend(options);
	running.push(standIn);
	return { standIn, resend: new Resend(key, { baseUrl: standIn.url }) };
}
