/** @param amount already written with its currency */
export const costWords = (amount: string, network: string): string => `${network} charges your app about ${amount} for sending this once`;
