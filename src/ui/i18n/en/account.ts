export interface AccountWords {
  heading: string;
}

export const account: AccountWords = { heading: "Account" };
