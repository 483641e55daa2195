/** Tells password managers whose password the form is about. */
export const OwnUsername = ({ username }: { username: string }) => (
  <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
)
