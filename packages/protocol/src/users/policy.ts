import type { UserRole } from './shapes.ts'

/** Who looks after the installation. It opens nobody's conversations. */
export const isAdministrator = (person: { role: UserRole }) => person.role === 'administrator'
