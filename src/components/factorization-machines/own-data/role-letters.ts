import type { Role } from './views.ts';

const LETTERS: Readonly<Record<Role, string>> = {
  target: 't',
  numeric: 'n',
  categorical: 'c',
  ignore: 'i',
  weight: 'w',
};

/** Roles of columns as a link holds them: a letter each. */
export const rolesText = (roles: readonly Role[] | undefined): string =>
  (roles ?? []).map((role) => LETTERS[role]).join('');

/** The way back; what is no letter of these is ignored as a column. */
export const textRoles = (text: string): Role[] =>
  [...text].map(
    (letter) => (Object.keys(LETTERS) as Role[]).find((role) => LETTERS[role] === letter) ?? 'ignore',
  );
