import type { IncomingHttpHeaders } from 'node:http';

export interface LoggedRequest {
	/** 1 for the first. */
	number: number;
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	/** The value of the body, where bodies are kept. */
	body: unknown;
	bytes: number;
	at: number;
	/** `dropped` as long as nothing was answered. */
	status: number | 'dropped';
}

/** The requests that arrived, and somebody who waits for one. */
export function createLog() {
	const requests: LoggedRequest[] = [];
	let waiting: { enough: () => boolean; go: () => void }[] = [];

	const look = () => {
		const ready = waiting.filter(({ enough }) => enough());
		waiting = waiting.filter((one) => !ready.includes(one));
		for (const { go } of ready) go();
	};
	const matching = (path: string | undefined, answered: boolean) =>
		requests.filter((one) => (!path || one.path === path) && (!answered || typeof one.status === 'number'))
			.length;

	return {
		requests,
		arrived(request: Omit<LoggedRequest, 'number' | 'status'>): LoggedRequest {
			const logged: LoggedRequest = { ...request, number: requests.length + 1, status: 'dropped' };
			requests.push(logged);
			look();
			return logged;
		},
		answered(request: LoggedRequest, status: number): void {
			request.status = status;
			look();
		},
		/** Resolves when so many requests (of a path) have come, or were answered; false when that took too long. */
		wait(count: number, { path, answered = false, patience }: WaitOptions): Promise<boolean> {
			const enough = () => matching(path, answered) >= count;
			if (enough()) return Promise.resolve(true);
			return new Promise((resolve) => {
				const timer = setTimeout(() => {
					waiting = waiting.filter((one) => one.go !== go);
					resolve(false);
				}, patience);
				const go = () => {
					clearTimeout(timer);
					resolve(true);
				};
				waiting.push({ enough, go });
			});
		},
		clear: () => void (requests.length = 0),
	};
}

interface WaitOptions {
	path?: string | undefined;
	answered?: boolean;
	patience: number;
}

export type Log = ReturnType<typeof createLog>;
