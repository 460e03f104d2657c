import { spawn } from 'node:child_process';
import { KindredError } from '../base/error.ts';

/**
 * Opens a file in the author's editor and waits until it is closed. `VISUAL` and `EDITOR` are command lines, `code --wait`, so
 * a shell reads them, as git does; the file is a word of its own, whatever its name.
 *
 * @throws KindredError when there is no editor, or when it ends with an error.
 */
export async function edit(file: string, env: NodeJS.ProcessEnv): Promise<void> {
	const editor = env['VISUAL']?.trim() || env['EDITOR']?.trim();
	if (!editor) {
		throw new KindredError(
			'There is no editor to write the answer in: neither VISUAL nor EDITOR is set.',
			'Type `export EDITOR=nano`, or give the answer as a file with `--file answer.txt` or as standard input with `--file -`.',
		);
	}
	const code = await new Promise<number>((resolve, reject) => {
		const options = { stdio: 'inherit', env } as const;
		const child =
			process.platform === 'win32'
				? spawn(`${editor} "${file}"`, { ...options, shell: true })
				: spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], options);
		child.on('error', reject);
		child.on('close', (status) => resolve(status ?? 1));
	});
	if (code === 0) return;
	throw new KindredError(
		`The editor \`${editor}\` ended with ${code}, so nothing was sent.`,
		`What you wrote is kept in ${file}; type the command again to go on with it.`,
	);
}
