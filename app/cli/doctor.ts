export const doctorCommand = async (): Promise<number> => 0
