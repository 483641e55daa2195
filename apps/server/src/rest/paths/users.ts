import { ofOneself } from '../readings.ts'
import type { RestPath } from '../rest-path.ts'

export const userPaths: RestPath[] = [
  {
    method: 'get',
    path: '/users',
    procedure: 'users.search',
    names: { search: 'query', q: 'query' },
    summary: 'Search people by name.',
  },
  { method: 'get', path: '/users/me', procedure: 'users.me', summary: 'One’s own profile.' },
  { method: 'patch', path: '/users/me', procedure: 'users.update', summary: 'Change one’s own profile.' },
  { method: 'put', path: '/users/me', procedure: 'users.update', summary: 'Change one’s own profile.' },
  { method: 'get', path: '/users/{userId}', procedure: 'users.get', summary: 'A person’s profile.' },
  {
    method: 'patch',
    path: '/users/{userId}',
    procedure: 'users.update',
    reading: ofOneself,
    summary: 'Change one’s own profile, by one’s own id.',
  },
]
