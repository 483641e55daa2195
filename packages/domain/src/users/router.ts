import {
  GetUser,
  OwnProfileView,
  SearchUsers,
  UpdateProfile,
  UsersPage,
  UserView,
} from '@chatterly/protocol/users/shapes'
import { router, signedIn } from '../trpc.ts'
import { accessUser } from './access.ts'
import { searchPeople } from './search-people.ts'
import { updateProfile } from './update-profile.ts'
import { toOwnProfileView, toUserView } from './view.ts'

export const usersRouter = router({
  me: signedIn
    .meta({ access: 'signedIn', limit: 'read' })
    .output(OwnProfileView)
    .query(async ({ ctx }) => toOwnProfileView(await accessUser(ctx.db, ctx.actor.userId))),

  get: signedIn
    .meta({ access: 'signedIn', limit: 'read' })
    .input(GetUser)
    .output(UserView)
    .query(async ({ ctx, input }) => toUserView(await accessUser(ctx.db, input.userId))),

  search: signedIn
    .meta({ access: 'signedIn', limit: 'search' })
    .input(SearchUsers)
    .output(UsersPage)
    .query(({ ctx, input }) => searchPeople(ctx, input)),

  update: signedIn
    .meta({ access: 'signedIn', limit: 'write' })
    .input(UpdateProfile)
    .output(OwnProfileView)
    .mutation(async ({ ctx, input }) => toOwnProfileView(await updateProfile(ctx, input))),
})
