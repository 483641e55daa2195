import { z } from 'zod'
import { UserId } from '../ids.ts'
import { PageCursor, PageLimit, pageOf } from '../pages.ts'

export const USERNAME_MIN = 2
export const USERNAME_MAX = 32
export const DISPLAY_NAME_MAX = 64
export const BIO_MAX = 500
/** RFC 5321: the longest address a mail server must take. */
export const EMAIL_MAX = 254
export const SEARCH_QUERY_MAX = 100

export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .min(USERNAME_MIN, `A username has at least ${USERNAME_MIN} characters.`)
  .max(USERNAME_MAX, `A username has at most ${USERNAME_MAX} characters.`)
  .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/, 'Use letters, digits, dots, dashes and underscores.')

export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(EMAIL_MAX)
  .pipe(z.email('This is not an e-mail address.'))

/** No control characters, and no invisible ones that turn the text around or hide a difference. */
export const DisplayName = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1, 'Give a name.')
  .max(DISPLAY_NAME_MAX, `A name has at most ${DISPLAY_NAME_MAX} characters.`)
  .regex(/^[^\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$/u, 'A name has no invisible characters.')

/** What everybody signed in may see of a person. */
export const UserView = z.object({
  id: UserId,
  username: z.string(),
  displayName: z.string(),
  bio: z.string(),
})
export type UserView = z.infer<typeof UserView>

/** What somebody is in the installation, whatever they are in its conversations. */
export const userRoles = ['member', 'administrator'] as const
export type UserRole = (typeof userRoles)[number]

/** What a person sees of themselves. */
export const OwnProfileView = UserView.extend({
  email: z.string(),
  role: z.enum(userRoles),
  createdAt: z.iso.datetime(),
})
export type OwnProfileView = z.infer<typeof OwnProfileView>

export const GetUser = z.object({ userId: UserId })
export const SearchUsers = z.object({
  query: z.string().trim().max(SEARCH_QUERY_MAX),
  limit: PageLimit,
  cursor: PageCursor.optional(),
})
export type SearchUsers = z.infer<typeof SearchUsers>
export const UsersPage = pageOf(UserView)

export const UpdateProfile = z.object({
  displayName: DisplayName.optional(),
  username: Username.optional(),
  bio: z.string().trim().max(BIO_MAX).optional(),
})
export type UpdateProfile = z.infer<typeof UpdateProfile>
