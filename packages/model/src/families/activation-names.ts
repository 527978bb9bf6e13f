export const activationNames = ['tanh', 'relu', 'elu', 'sigmoid', 'linear'] as const;
export type ActivationName = (typeof activationNames)[number];
