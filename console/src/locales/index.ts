import { en } from './en';

/** Every word the console says. A second language is a second object of this type. */
export type Text = typeof en;

export const text: Text = en;
