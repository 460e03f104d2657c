/** What a command may touch: tests and the real terminal differ only here. */
export interface Io {
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	stdout(text: string): void;
	stderr(text: string): void;
	/** Whether somebody is watching: progress bars there, plain lines elsewhere. */
	readonly isTTY: boolean;
}

/** A stranger's text must not steer the author's terminal (ECMA-48 control sequences). */
export function printable(text: string): string {
	return text.replace(/[^\P{Cc}\n\t]/gu, '');
}

/** "1 reader", "2 readers". */
export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
