/** Short names for what the services' OpenAPI documents call their records. */
import type { components as Keys } from './schema/keys';
import type { components as Providers } from './schema/provider';
import type { components as Usages } from './schema/usage';

export type User = Keys['schemas']['UserView'];
export type NewUser = Keys['schemas']['NewUser'];
export type ChangedUser = Keys['schemas']['ChangedUser'];
export type Role = Keys['schemas']['Role'];
export type Key = Keys['schemas']['KeyView'];
export type KeyRequest = Keys['schemas']['KeyRequest'];
export type KeyState = Keys['schemas']['KeyState'];
export type Budget = Keys['schemas']['Budget'];
export type SignInSession = Keys['schemas']['SessionView'];
export type SignInMethods = Keys['schemas']['SignInMethods'];
/** The refresh token is not in it: the browser keeps that as a cookie no script can read. */
export type SignedIn = Keys['schemas']['SignedIn'];

export type Provider = Providers['schemas']['ProviderView'];
export type ProviderRequest = Providers['schemas']['ProviderRequest'];
export type UnsavedProvider = Providers['schemas']['UnsavedProvider'];
export type Dialect = Providers['schemas']['Dialect'];
export type Model = Providers['schemas']['CatalogModel'];
export type ModelRequest = Providers['schemas']['ModelRequest'];
/** What the catalogue knows a model to cost. */
export type DefaultPrice = Providers['schemas']['DefaultPrice'];
export type Preset = Providers['schemas']['Preset'];
export type TestResult = Providers['schemas']['ConnectivityResult'];
export type Route = Providers['schemas']['RouteView'];
export type RouteRequest = Providers['schemas']['RouteRequest'];

export type Totals = Usages['schemas']['Totals'];
export type Day = Usages['schemas']['Day'];
export type Call = Usages['schemas']['RecentCall'];
export type CallStatus = Usages['schemas']['CallStatus'];
export type Instance = Usages['schemas']['InstanceBook'];

/** A page of a list; `next` asks for the one after it. */
export interface Page<T> {
  items: T[];
  next: string | null;
}
