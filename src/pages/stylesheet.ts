import { readFileSync } from 'node:fs';

/** Read once, when the program starts. */
export const STYLESHEET = readFileSync(new URL('./style.css', import.meta.url));

/** Four tiles of a mosaic, one of them set apart. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#1f6f6b" d="M1 1h6v6H1zM9 9h6v6H9zM1 9h6v6H1z"/><path fill="#d08a2e" d="M9 1h6v6H9z"/></svg>`;
