/** What a Field shows under its input when something is wrong with it. */
export const faulty = (message: string | undefined) =>
  message === undefined ? {} : { validationMessage: message };
