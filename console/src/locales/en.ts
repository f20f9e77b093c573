import { common, nav, problems, session } from './en/common';
import { keys } from './en/keys';
import { overview } from './en/overview';
import { audit, settings, users } from './en/people';
import { playground } from './en/playground';
import { providers, routes } from './en/providers';
import { usage } from './en/usage';

export const en = {
  language: 'en',
  common,
  nav,
  problems,
  session,
  overview,
  providers,
  routes,
  keys,
  usage,
  playground,
  users,
  audit,
  settings,
};
