import { ask, providersApi } from './client';
import type { Route, RouteRequest } from './schema';

export async function listRoutes(): Promise<Route[]> {
  const page = await ask(providersApi.GET('/api/v1/routes', { params: { query: { limit: 500 } } }));
  return page.items;
}

export const createRoute = (body: RouteRequest): Promise<Route> =>
  ask(providersApi.POST('/api/v1/routes', { body }));

export const changeRoute = (id: string, body: RouteRequest): Promise<Route> =>
  ask(providersApi.PUT('/api/v1/routes/{id}', { params: { path: { id } }, body }));

export const deleteRoute = (id: string): Promise<unknown> =>
  ask(providersApi.DELETE('/api/v1/routes/{id}', { params: { path: { id } } }));
