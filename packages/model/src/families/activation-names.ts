export const activationNames = ['tanh', 'relu', 'elu', 'sigmoid', 'linear', 'leakyRelu', 'gelu', 'silu', 'softplus'] as const;
export type ActivationName = (typeof activationNames)[number];
