import { registerProgram } from '../readings.ts'
import type { RestPath } from '../rest-path.ts'

/** Programs are given tokens under `/auth`; a command line with a jar for cookies signs in under `/users`. */
export const signingInPaths: RestPath[] = [
  {
    method: 'post',
    path: '/auth/register',
    procedure: 'auth.register',
    reading: registerProgram,
    givesToken: true,
    status: 201,
    summary:
      'Make an account and get its tokens. Without tokens in the answer, the account begins at the link in a mail.',
  },
  {
    method: 'post',
    path: '/auth/login',
    procedure: 'auth.token',
    names: { email: 'login', username: 'login' },
    givesToken: true,
    summary: 'Sign in and get tokens.',
  },
  {
    method: 'post',
    path: '/auth/refresh',
    procedure: 'auth.refresh',
    givesToken: true,
    summary: 'Get the next tokens for a refresh token, which is then used up.',
  },
  { method: 'delete', path: '/auth/logout', procedure: 'auth.logout', summary: 'End this session.' },
  { method: 'get', path: '/auth/me', procedure: 'users.me', summary: 'Who the request acts for.' },
  {
    method: 'post',
    path: '/auth/confirm',
    procedure: 'auth.confirm',
    summary: 'Give the password again before something that matters.',
  },
  {
    method: 'post',
    path: '/auth/ticket',
    procedure: 'auth.ticket',
    summary: 'Get a ticket that opens one socket within half a minute.',
  },
  {
    method: 'get',
    path: '/auth/session',
    procedure: 'auth.me',
    summary: 'Who the request acts for, or null for somebody signed out.',
  },
  {
    method: 'post',
    path: '/users',
    procedure: 'auth.register',
    wrapper: 'user',
    status: 201,
    summary: 'Make an account and sign in with a cookie.',
  },
  {
    method: 'post',
    path: '/users/sign_in',
    procedure: 'auth.login',
    wrapper: 'user',
    names: { email: 'login', username: 'login' },
    summary: 'Sign in with a cookie.',
  },
  {
    method: 'delete',
    path: '/users/sign_out',
    procedure: 'auth.logout',
    summary: 'End this session and take its cookie away.',
  },
]
